using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;

namespace Vigil.Cli.Bench.Scan;

/// <summary><c>vigil bench scan</c>.</summary>
internal static class ScanBenchCommand
{
    public static Command Create()
    {
        var clamd = new Option<string>("--clamd") { Description = "clamd, as HOST:PORT or the path of its socket", Required = true };
        var concurrency = new Option<int>("--concurrency") { Description = "Files at a time", DefaultValueFactory = _ => 4 };
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "Directory, on the disk to measure, for a scratch store",
            DefaultValueFactory = _ => new DirectoryInfo(Environment.CurrentDirectory),
        };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("scan", "Measure scanned uploads per second against clamdscan on the same clamd") { clamd, concurrency, data, json };
        command.Run(async (result, cancellationToken) =>
        {
            var bench = new ScanBench(
                result.GetRequiredValue(clamd), Math.Clamp(result.GetValue(concurrency), 1, 64), result.GetRequiredValue(data).FullName);
            var report = await bench.RunAsync(text => CommandAction.Errors.MarkupLineInterpolated($"[grey]{text}[/]"), cancellationToken);
            if (result.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(report, CliJson.Default.ScanBenchReport));
                return 0;
            }

            Print(report);
            return 0;
        });
        return command;
    }

    private static void Print(ScanBenchReport report)
    {
        var table = new Table().AddColumns("bytes", "vigil files/s", "MB/s", "CPU ms", "clamdscan files/s", "MB/s", "ratio");
        foreach (var row in report.Rows)
        {
            double[] figures = [row.Vigil, row.VigilMegabytes, row.VigilCpu, row.Clamdscan, row.ClamdscanMegabytes, row.Ratio];
            table.AddRow([row.Bytes.ToString("N0", CultureInfo.InvariantCulture), .. figures.Select(n => n.ToString("N2", CultureInfo.InvariantCulture))]);
        }

        AnsiConsole.Write(table);
    }
}
