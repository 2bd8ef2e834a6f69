using Microsoft.Extensions.Logging;

namespace Vigil.Cli.Up;

/// <summary>Structured logs: one JSON object per line for programs, one readable line for a terminal.</summary>
internal static class ConsoleLogging
{
    public static void AddVigilConsole(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        // Paths and queries can carry secrets: the framework's request logging stays off.
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        if (Console.IsOutputRedirected)
        {
            logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "O";
            });
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "HH:mm:ss ";
            });
        }
    }
}
