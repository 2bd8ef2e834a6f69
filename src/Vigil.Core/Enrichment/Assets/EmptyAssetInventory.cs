using Vigil.Core.Ports;

namespace Vigil.Core.Enrichment.Assets;

/// <summary>The inventory of an installation that has imported none.</summary>
internal sealed class EmptyAssetInventory : IAssetInventory
{
    public static EmptyAssetInventory Instance { get; } = new();

    public string Version => "none";

    public DateTimeOffset ImportedAt => DateTimeOffset.MinValue;

    public int Count => 0;

    public AssetMatch Match(ReadOnlySpan<AssetKey> keys) => default;
}
