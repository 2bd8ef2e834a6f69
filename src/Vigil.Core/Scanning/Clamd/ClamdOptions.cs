using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Vigil.Core.Scanning.Clamd;

/// <summary>Where clamd is and what is asked of it. Section <c>Scanning:Clamd</c>; without a host or socket the engine is not used.</summary>
public sealed class ClamdOptions : IValidatableObject
{
    public const string Section = "Scanning:Clamd";

    /// <summary>Host of its TCP socket; default none. Plain text: keep it in a network of your own.</summary>
    [StringLength(253)]
    public string? Host { get; set; }

    /// <summary>Port of its TCP socket. Default 3310.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 3310;

    /// <summary>Path of its Unix socket, instead of a host; default none.</summary>
    [StringLength(107)]
    public string? Socket { get; set; }

    /// <summary>Scans at a time; keep it below clamd's <c>MaxThreads</c>. Default 8.</summary>
    [Range(1, 256)]
    public int Concurrency { get; set; } = 8;

    /// <summary>
    /// Larger files are not sent. Default 100 MiB, the least of clamd's own <c>StreamMaxLength</c> and <c>MaxFileSize</c>, beyond which it would
    /// skip the rest in silence.
    /// </summary>
    [Range(1, 2_147_483_647)]
    public long MaxBytes { get; set; } = 100L * 1024 * 1024;

    /// <summary>From the first byte sent to the answer. Default 3 min; clamd's own <c>MaxScanTime</c> is 2.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>To connect, and to answer a command without a file. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(5);

    public bool IsConfigured => !string.IsNullOrEmpty(Host) || !string.IsNullOrEmpty(Socket);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(Host) && !string.IsNullOrEmpty(Socket))
        {
            yield return new ValidationResult("Host and Socket exclude each other.", [nameof(Host), nameof(Socket)]);
        }
    }
}

/// <summary>Refuses what cannot be reached or bounded.</summary>
[OptionsValidator]
public sealed partial class ClamdOptionsValidator : IValidateOptions<ClamdOptions>;
