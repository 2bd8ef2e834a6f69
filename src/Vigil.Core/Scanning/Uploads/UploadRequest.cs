namespace Vigil.Core.Scanning.Uploads;

/// <summary>A file that somebody uploads.</summary>
/// <param name="Name">As he calls it: any text.</param>
/// <param name="DeclaredType">Media type that he states; null when he states none.</param>
/// <param name="Length">Length that he states; null when he states none.</param>
public sealed record UploadRequest(string? Name, string? DeclaredType, long? Length, UploadUser Uploader, Stream Content);

/// <summary>What became of it.</summary>
public abstract record UploadOutcome
{
    private UploadOutcome()
    {
    }

    /// <summary>Stored and queued.</summary>
    public sealed record Accepted(string UploadId) : UploadOutcome;

    /// <summary>Refused; nothing is stored.</summary>
    public sealed record Rejected(Reason Reason) : UploadOutcome;
}
