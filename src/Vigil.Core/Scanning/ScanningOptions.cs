using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Vigil.Core.Scanning;

/// <summary>How uploads are scanned. Section <c>Scanning</c>.</summary>
public sealed class ScanningOptions
{
    public const string Section = "Scanning";

    /// <summary>Largest upload over the API, in bytes; larger files are dropped into storage. Default 64 MiB.</summary>
    [Range(1, 1L << 40)]
    public long MaxUploadBytes { get; set; } = 64L << 20;

    /// <summary>Policy: files are clean also where no engine with signatures of its own looked at them. Default false.</summary>
    public bool InspectionSuffices { get; set; }

    /// <summary>Defender for Storage scans too, and reports by events: without its word no file is clean, whatever other engines say. Default false.</summary>
    public bool DefenderForStorage { get; set; }

    /// <summary>For all engines, side by side, on one file. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Scans that may come to nothing because an engine is away or hangs, before the file counts as not scanned: 1 to 1,000. Default 20.</summary>
    [Range(1, 1000)]
    public int Attempts { get; set; } = 20;

    /// <summary>Wait after the first of them; doubles up to <see cref="MaxRetryAfter"/>. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest wait between two of them. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "1.00:00:00")]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an upload may be overdue before its message is taken for lost and sent again. Default 15 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan StuckAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The wait after so many scans that came to nothing (1, 2, …).</summary>
    public TimeSpan WaitAfter(int attempts) => TimeSpan.FromTicks(
        (long)Math.Min(RetryAfter.Ticks * Math.Pow(2, Math.Clamp(attempts - 1, 0, 30)), MaxRetryAfter.Ticks));
}

/// <summary>Refuses options outside of their ranges.</summary>
[OptionsValidator]
public sealed partial class ScanningOptionsValidator : IValidateOptions<ScanningOptions>;
