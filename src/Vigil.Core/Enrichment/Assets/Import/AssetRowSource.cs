namespace Vigil.Core.Enrichment.Assets.Import;

/// <summary>Reads rows one by one.</summary>
internal abstract class AssetRowSource
{
    /// <summary>Why reading stopped early; null when the file ended as it should.</summary>
    public BadRow? Fatal { get; protected set; }

    /// <summary>Columns or members without a meaning here, at most <see cref="MaxIgnored"/>.</summary>
    public SortedSet<string> Ignored { get; } = new(StringComparer.Ordinal);

    protected const int MaxIgnored = 100;

    /// <summary>Fills the row with the next one of the file; false at the end, or when <see cref="Fatal"/> is set.</summary>
    public abstract ValueTask<bool> ReadAsync(AssetRow row, CancellationToken cancellationToken);

    protected void Ignore(string name)
    {
        if (Ignored.Count < MaxIgnored)
        {
            Ignored.Add(name.Length > 64 ? name[..64] : name);
        }
    }
}
