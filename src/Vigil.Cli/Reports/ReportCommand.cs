using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Cli.Shared;
using Vigil.Core.Reports;

namespace Vigil.Cli.Reports;

/// <summary><c>vigil report</c>: the report of a day from what is stored, on the machine that has the data.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var date = new Option<string?>("--date") { Description = "Day, UTC, as in 2026-03-31; default: today so far" };
        var data = DataOption.Create();
        var storage = new StorageOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var html = new Option<FileInfo?>("--html") { Description = "Write the page there" };
        var command = new Command("report", "What happened on a day: deliveries, incidents, dead letters, slow stages") { date, data, json, html };
        storage.AddTo(command);
        command.Run(async (result, cancellationToken) =>
        {
            await using var services = StoreServices.Open(result.GetRequiredValue(data), storage.Choice(result));
            var report = await services.GetRequiredService<ReportBuilder>().BuildAsync(DayOf(result.GetValue(date)), cancellationToken);
            if (result.GetValue(html) is { } file)
            {
                await File.WriteAllBytesAsync(file.FullName, ReportPage.Write(report), cancellationToken);
            }

            if (result.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.DailyReport));
            }
            else
            {
                ReportPrinter.Print(report);
            }

            return 0;
        });
        return command;
    }

    private static DateOnly DayOf(string? text) =>
        text is null ? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new CliException("--date is a day, as in 2026-03-31.");
}
