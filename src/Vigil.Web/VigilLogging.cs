using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Vigil.Web;

/// <summary>What is logged, the same in every head.</summary>
public static class VigilLogging
{
    /// <summary>The least level that is written; default Information.</summary>
    public const string LevelKey = "Logging:Minimum";

    public static ILoggingBuilder AddVigilLevels(this ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.SetMinimumLevel(Enum.TryParse<LogLevel>(configuration[LevelKey], ignoreCase: true, out var level) ? level : LogLevel.Information);
        // Paths and queries can carry secrets: the framework's request logging stays off, and with it the scope that puts the path on every line.
        return logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
    }
}
