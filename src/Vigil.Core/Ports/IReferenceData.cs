using Vigil.Core.Enrichment;

namespace Vigil.Core.Ports;

/// <summary>What findings are enriched with, as last loaded. Swapped atomically; a reader keeps what it took.</summary>
public interface IReferenceData
{
    /// <summary>The asset inventory, or null while it is not loaded. An installation that has imported none has an empty one.</summary>
    IAssetInventory? Assets { get; }
}

/// <summary>One immutable version of the asset inventory.</summary>
public interface IAssetInventory
{
    /// <summary>Version of the snapshot; <c>none</c> for the empty inventory.</summary>
    string Version { get; }

    /// <summary>When the snapshot was imported.</summary>
    DateTimeOffset ImportedAt { get; }

    int Count { get; }

    /// <summary>
    /// Looks the keys up in the given order, each by exact key, then FQDN/short name, then the longest CIDR prefix, and answers with the first unique
    /// match; where no key is unique, with the first ambiguous one. Allocates only for a match.
    /// </summary>
    AssetMatch Match(ReadOnlySpan<AssetKey> keys);
}
