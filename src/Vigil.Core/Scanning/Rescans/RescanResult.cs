namespace Vigil.Core.Scanning.Rescans;

/// <summary>What a rescan of one upload came to.</summary>
public enum RescanResult
{
    /// <summary>Scanned by the same engines with the same signatures already.</summary>
    Unchanged,

    /// <summary>Still clean.</summary>
    Clean,

    /// <summary>It was in <c>clean/</c> and is not any more; an alert tells of it.</summary>
    Condemned,

    /// <summary>It was held as not scanned, and is queued to be scanned again.</summary>
    Queued,

    /// <summary>An engine is away, or could not look: it stays what it was.</summary>
    NotScanned,

    /// <summary>It changed meanwhile: nothing was done.</summary>
    Conflict,
}

/// <summary>One upload of a rescan.</summary>
/// <param name="Findings">What it was condemned for.</param>
public sealed record RescannedUpload(string UploadId, string Name, RescanResult Result, IReadOnlyList<string> Findings);
