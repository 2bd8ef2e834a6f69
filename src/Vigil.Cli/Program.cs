using System.CommandLine;
using Spectre.Console;
using Vigil.Cli.Assets;
using Vigil.Cli.Bench;
using Vigil.Cli.DeadLetters;
using Vigil.Cli.Demo;
using Vigil.Cli.Send;
using Vigil.Cli.Senders;
using Vigil.Cli.Triage;
using Vigil.Cli.Up;

if (Console.IsOutputRedirected)
{
    // A pipe has neither width nor colours.
    AnsiConsole.Profile.Width = 1000;
    AnsiConsole.Profile.Capabilities.Ansi = false;
    AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
}

var root = new RootCommand("Vigil takes security alerts in and gives triaged incidents out.")
{
    DemoCommand.Create(),
    UpCommand.Create(),
    SendCommand.Create(),
    TriageCommand.Create(),
    AssetsCommand.Create(),
    SendersCommand.Create(),
    DeadLettersCommand.Create(),
    BenchCommand.Create(),
};
root.HelpName = "vigil";
// A stop waits for what is in hand; whoever is impatient presses Ctrl+C again.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
