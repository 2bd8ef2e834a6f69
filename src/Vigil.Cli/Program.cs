using System.CommandLine;
using Vigil.Cli.Assets;
using Vigil.Cli.Bench;
using Vigil.Cli.DeadLetters;
using Vigil.Cli.Demo;
using Vigil.Cli.Send;
using Vigil.Cli.Triage;
using Vigil.Cli.Up;

var root = new RootCommand("Vigil takes security alerts in and gives triaged incidents out.")
{
    DemoCommand.Create(),
    UpCommand.Create(),
    SendCommand.Create(),
    TriageCommand.Create(),
    AssetsCommand.Create(),
    DeadLettersCommand.Create(),
    BenchCommand.Create(),
};
// A stop waits for what is in hand; whoever is impatient presses Ctrl+C again.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
