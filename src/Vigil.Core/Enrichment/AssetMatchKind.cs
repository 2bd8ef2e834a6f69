namespace Vigil.Core.Enrichment;

/// <summary>What a look-up found.</summary>
public enum AssetMatchKind
{
    /// <summary>The inventory has no such asset.</summary>
    None,

    /// <summary>Exactly one asset.</summary>
    Unique,

    /// <summary>Several assets share the name: told, never guessed.</summary>
    Ambiguous,
}
