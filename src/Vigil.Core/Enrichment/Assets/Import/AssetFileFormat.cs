namespace Vigil.Core.Enrichment.Assets.Import;

/// <summary>How an inventory file is written.</summary>
public enum AssetFileFormat
{
    /// <summary>RFC 4180, UTF-8, a header line, lists separated by semicolons.</summary>
    Csv,

    /// <summary>One JSON array of objects, or objects one after the other (NDJSON), UTF-8.</summary>
    Json,
}
