namespace Vigil.Core.Messaging;

/// <summary>What the storage account, or a scanner beside it, told of a blob. Bounded, whatever the event held.</summary>
/// <param name="ETag">Of the version that it tells of, without quotes.</param>
/// <param name="Result">What the scanner says, in its own words; null: the blob was only created.</param>
/// <param name="Names">Malware that the scanner found.</param>
/// <param name="Detail">Why it did not scan, in its own words.</param>
public sealed record BlobEvent(string Container, string Blob, string ETag, string? Result, IReadOnlyList<string>? Names, string? Detail);
