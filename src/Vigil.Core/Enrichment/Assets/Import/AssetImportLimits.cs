namespace Vigil.Core.Enrichment.Assets.Import;

/// <summary>How much one inventory file may hold.</summary>
/// <param name="MaxRows">Assets, bad rows included.</param>
/// <param name="MaxSnapshotBytes">Bytes of the snapshot, which is held in memory by every worker; at most 1 GiB.</param>
/// <param name="MaxFileBytes">Bytes of a file that comes over HTTP.</param>
public sealed record AssetImportLimits(int MaxRows = 1_000_000, long MaxSnapshotBytes = 1L << 30, long MaxFileBytes = 1L << 30)
{
    /// <summary>Longest value, in characters.</summary>
    public const int MaxTextLength = 1024;

    /// <summary>Names, addresses, ranges and tags of one asset together.</summary>
    public const int MaxValuesPerRow = 1000;

    /// <summary>Longest row of a CSV file, longest object of a JSON file. More than this is an unclosed quote or bracket.</summary>
    public const int MaxRowBytes = 256 * 1024;
}
