namespace Vigil.Core.Enrichment.Assets.Import;

/// <summary>How far an import has come.</summary>
/// <param name="Bytes">Bytes of the file that were read.</param>
public readonly record struct AssetImportProgress(long Rows, long BadRows, long Bytes);
