using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Cli.Up;

namespace Vigil.Cli.Doctor;

/// <summary><c>vigil doctor</c>: looks at what Vigil needs on this machine and says what to do about each miss. Changes nothing.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var port = new Option<int>("--port") { Description = "Port that 'up' is to listen on", DefaultValueFactory = _ => UpSettings.DefaultPort };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("doctor", "Check tools, ports, settings, storage, clock and clamd; exit code 1 when something is wrong") { data, port, json };
        command.Run(async (result, cancellationToken) =>
        {
            var directory = result.GetRequiredValue(data);
            List<Check> checks =
            [
                .. await ToolChecks.RunAsync(cancellationToken),
                RepositoryCheck.Run(Directory.GetCurrentDirectory()),
                .. await PortChecks.RunAsync(result.GetValue(port), cancellationToken),
                .. DirectoryChecks.Run(directory),
                .. SettingsChecks.Run(directory),
                .. await StoreChecks.RunAsync(directory, cancellationToken),
                .. await ScanChecks.RunAsync(directory, cancellationToken),
            ];
            var report = new DoctorReport(!checks.Exists(c => c.Verdict == Verdict.Wrong), checks);
            if (result.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(report, CliJson.Default.DoctorReport));
            }
            else
            {
                Print(report);
            }

            return report.Healthy ? 0 : 1;
        });
        return command;
    }

    private static void Print(DoctorReport report)
    {
        foreach (var check in report.Checks)
        {
            var (mark, colour) = check.Verdict switch
            {
                Verdict.Fine => ("ok   ", "green"),
                Verdict.Note => ("note ", "yellow"),
                _ => ("wrong", "red"),
            };
            AnsiConsole.MarkupLine($"[{colour}]{mark}[/] {TerminalText.Markup(check.Name)}: {TerminalText.Markup(check.Found)}");
            if (check.Advice is { } advice)
            {
                AnsiConsole.WriteLine("      " + TerminalText.Clean(advice));
            }
        }
    }
}
