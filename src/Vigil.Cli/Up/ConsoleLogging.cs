using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Vigil.Web;

namespace Vigil.Cli.Up;

/// <summary>Structured logs: one JSON object per line for programs, one readable line for a terminal.</summary>
internal static class ConsoleLogging
{
    public static void AddVigilConsole(this ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.ClearProviders();
        logging.AddVigilLevels(configuration);
        // A start that fails is the command's to tell, in one line; a service that fails later is Critical.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
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
