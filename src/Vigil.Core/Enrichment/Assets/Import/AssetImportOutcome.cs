namespace Vigil.Core.Enrichment.Assets.Import;

/// <summary>What an import came to. Either all rows are the new inventory, or nothing has changed.</summary>
public abstract record AssetImportOutcome
{
    private AssetImportOutcome()
    {
    }

    /// <summary>The file is the inventory now; workers take it at their next refresh.</summary>
    /// <param name="Version">Digest of the content: the same file gives the same version.</param>
    /// <param name="SnapshotBytes">Size in storage and in each worker's memory.</param>
    /// <param name="IgnoredColumns">Columns or members that mean nothing here: perhaps misspelt.</param>
    public sealed record Imported(string Version, int Assets, long SnapshotBytes, IReadOnlyList<string> IgnoredColumns) : AssetImportOutcome;

    /// <summary>Some rows are bad.</summary>
    /// <param name="BadRows">How many; each was reported.</param>
    public sealed record Refused(long Rows, long BadRows) : AssetImportOutcome;

    /// <summary>The file as a whole cannot be read; what follows <paramref name="Line"/> was not looked at.</summary>
    public sealed record Unreadable(long Line, string Reason) : AssetImportOutcome;

    /// <summary>Others imported at the same time, again and again.</summary>
    public sealed record Busy : AssetImportOutcome;
}
