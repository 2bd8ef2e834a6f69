using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Bench.Scan;
using Vigil.Cli.Shared;

namespace Vigil.Cli.Bench;

/// <summary><c>vigil bench intake</c> and <c>vigil bench scan</c>.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var connections = new Option<int>("--connections") { Description = "Concurrent connections", DefaultValueFactory = _ => 16 };
        var size = new Option<int>("--size") { Description = "Bytes per body", DefaultValueFactory = _ => 10_000 };
        var seconds = new Option<int>("--seconds") { Description = "Seconds per endpoint", DefaultValueFactory = _ => 12 };
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "Directory, on the disk to measure, for a scratch store",
            DefaultValueFactory = _ => new DirectoryInfo(Environment.CurrentDirectory),
        };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var intake = new Command("intake", "Measure durable deliveries per second against a bare endpoint") { connections, size, seconds, data, json };
        var storage = new StorageOptions();
        storage.AddTo(intake);
        intake.Run(async (result, cancellationToken) =>
        {
            var bench = new IntakeBench(
                Math.Clamp(result.GetValue(connections), 1, 1024),
                Math.Clamp(result.GetValue(size), LoadRequest.MinBodySize, 1_000_000),
                TimeSpan.FromSeconds(Math.Clamp(result.GetValue(seconds), 3, 600)),
                result.GetRequiredValue(data).FullName,
                storage.Choice(result));
            var report = await bench.RunAsync(text => CommandAction.Errors.MarkupLineInterpolated($"[grey]{text}[/]"), cancellationToken);
            Print(report, result.GetValue(json));
            return 0;
        });
        return new Command("bench", "Measure this machine") { intake, ScanBenchCommand.Create() };
    }

    private static void Print(IntakeBenchReport report, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, CliJson.Default.IntakeBenchReport));
            return;
        }

        var table = new Table().AddColumns("", "per second", "p50 ms", "p90 ms", "p99 ms", "max ms", "refused");
        AddRow(table, "bare endpoint: body and HMAC", report.Bare);
        AddRow(table, "vigil: verified, durable, queued", report.Vigil);
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Connections} connections, {report.BodySize:N0} bytes: {report.Ratio:P1} of the bare endpoint's rate"));
    }

    private static void AddRow(Table table, string name, LoadResult result)
    {
        string[] numbers = [.. new[] { result.PerSecond, result.P50, result.P90, result.P99, result.Max }
            .Select((n, i) => n.ToString(i == 0 ? "N0" : "N2", CultureInfo.InvariantCulture))];
        table.AddRow([name, .. numbers, result.Refused.ToString(CultureInfo.InvariantCulture)]);
    }
}
