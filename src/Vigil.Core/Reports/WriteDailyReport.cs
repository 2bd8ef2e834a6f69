using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Vigil.Core.Ports;

namespace Vigil.Core.Reports;

/// <summary>
/// Writes the report of the day that ended last, once: <c>reports/{day}.html</c>, then <c>reports/{day}.json</c>. Called by a timer as often as one
/// likes; in the first minutes of a day it waits for the counts that processes store late.
/// </summary>
public sealed partial class WriteDailyReport(IBlobStore blobs, ReportBuilder builder, TimeProvider time, ILogger<WriteDailyReport> logger)
{
    /// <summary>Processes store their counts every five minutes.</summary>
    private static readonly TimeSpan s_late = TimeSpan.FromMinutes(10);

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime((time.GetUtcNow() - s_late).UtcDateTime).AddDays(-1);
        var name = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (await blobs.FindAsync(Containers.Reports, name + ".json", cancellationToken) is not null)
        {
            return;
        }

        var report = await builder.BuildAsync(day, cancellationToken);
        var json = JsonSerializer.SerializeToUtf8Bytes(report, ReportJson.Default.DailyReport);
        await blobs.CreateAsync(Containers.Reports, name + ".html", ReportPage.Write(report), null, cancellationToken);
        if ((await blobs.CreateAsync(Containers.Reports, name + ".json", json, null, cancellationToken)).Done)
        {
            Log.Written(logger, name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The report of {Day} is written")]
        public static partial void Written(ILogger logger, string day);
    }
}
