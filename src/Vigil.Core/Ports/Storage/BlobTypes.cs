namespace Vigil.Core.Ports;

/// <summary>What a conditional write or delete came to.</summary>
public enum WriteOutcome
{
    /// <summary>The effect took place.</summary>
    Done,

    /// <summary>A create found the blob already there; nothing changed.</summary>
    Exists,

    /// <summary>A replace or delete found another ETag than the given one; nothing changed.</summary>
    Conflict,

    /// <summary>A replace or delete found no blob.</summary>
    Missing,
}

/// <summary>Result of a write: the outcome and, when <see cref="WriteOutcome.Done"/>, the new ETag.</summary>
public readonly record struct BlobWrite(WriteOutcome Outcome, string? ETag)
{
    public bool Done => Outcome == WriteOutcome.Done;
}

/// <summary>A blob's properties without its content. <paramref name="Created"/> is the store's clock.</summary>
public sealed record BlobInfo(
    string Name,
    string ETag,
    long Length,
    DateTimeOffset Created,
    IReadOnlyDictionary<string, string> Metadata);

/// <summary>A blob read whole. Use streams for anything that may exceed a few MiB.</summary>
public sealed record Blob(BlobInfo Info, ReadOnlyMemory<byte> Content);

/// <summary>One page of a listing, in ordinal order of names; <paramref name="Next"/> is null on the last page.</summary>
public sealed record BlobPage(IReadOnlyList<BlobInfo> Items, string? Next);
