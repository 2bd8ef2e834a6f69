using System.CommandLine;
using Spectre.Console;
using Vigil.Cli.Assets;
using Vigil.Cli.Bench;
using Vigil.Cli.Cost;
using Vigil.Cli.DeadLetters;
using Vigil.Cli.Demo;
using Vigil.Cli.Doctor;
using Vigil.Cli.Hashes;
using Vigil.Cli.Reports;
using Vigil.Cli.Retention;
using Vigil.Cli.Scan;
using Vigil.Cli.Send;
using Vigil.Cli.Senders;
using Vigil.Cli.Shared;
using Vigil.Cli.Trace;
using Vigil.Cli.Triage;
using Vigil.Cli.Up;

if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = CommandAction.PipeWidth;
    AnsiConsole.Profile.Capabilities.Ansi = false;
    AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
}

var root = new RootCommand("Vigil takes security alerts in and gives triaged incidents out.")
{
    DemoCommand.Create(),
    UpCommand.Create(),
    SendCommand.Create(),
    ScanCommand.Create(),
    TriageCommand.Create(),
    AssetsCommand.Create(),
    HashesCommand.Create(),
    SendersCommand.Create(),
    DeadLettersCommand.Create(),
    TraceCommand.Create(),
    ReportCommand.Create(),
    RetentionCommand.Create(),
    DoctorCommand.Create(),
    BenchCommand.Create(),
    CostCommand.Create(),
};
root.HelpName = "vigil";
// A stop waits for what is in hand; whoever is impatient presses Ctrl+C again.
// '@alice' in a comment is a name, no file with further arguments.
return await root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null }).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
