using Vigil.Core.Enrichment.Assets.Snapshot;
using Vigil.Core.Ports;

namespace Vigil.Core.Enrichment.Assets;

/// <summary>The look-up rules over one snapshot.</summary>
internal sealed class AssetInventory(AssetSnapshot snapshot, DateTimeOffset importedAt) : IAssetInventory
{
    private const string ShortNameRule = "short-name";

    public AssetSnapshot Snapshot => snapshot;

    public string Version => snapshot.Version;

    public DateTimeOffset ImportedAt => importedAt;

    public int Count => snapshot.Count;

    public AssetMatch Match(ReadOnlySpan<AssetKey> keys)
    {
        var ambiguous = default(AssetMatch);
        foreach (var key in keys)
        {
            var (value, rule, network, prefix) = Find(key);
            if (value == AssetSnapshot.NotFound)
            {
                continue;
            }

            rule ??= prefix == IpText.Bits ? "ip" : $"cidr {IpText.Format(network, prefix)}";
            if ((value & SnapshotFormat.AmbiguousFlag) == 0)
            {
                return new AssetMatch(AssetMatchKind.Unique, snapshot.Read(value), key, rule, 1);
            }

            if (ambiguous.Kind == AssetMatchKind.None)
            {
                ambiguous = new AssetMatch(AssetMatchKind.Ambiguous, null, key, rule, (int)(value & ~SnapshotFormat.AmbiguousFlag));
            }
        }

        return ambiguous;
    }

    private (uint Value, string? Rule, UInt128 Network, int Prefix) Find(AssetKey key)
    {
        var kind = AssetKeyText.KindOf(key.Kind);

        // Senders put addresses where host names belong; "10.0.0.5" must never be taken for a host "10".
        if (kind is SnapshotKeyKind.Network or SnapshotKeyKind.Hostname && IpText.TryParse(key.Value, out var address))
        {
            return FindNetwork(address);
        }

        if (kind == SnapshotKeyKind.Network)
        {
            return (AssetSnapshot.NotFound, null, 0, 0);
        }

        var (value, isShort) = FindName(kind, key.Value);
        return (value, isShort ? ShortNameRule : AssetKeyText.NameOf(key.Kind), UInt128.Zero, 0);
    }

    /// <summary>By the name as it is; a host that has no such asset, by its short name.</summary>
    private (uint Value, bool IsShort) FindName(SnapshotKeyKind kind, string name)
    {
        Span<byte> key = stackalloc byte[AssetKeyText.NameBytes(name)];
        key = key[..AssetKeyText.WriteName(kind, name, key)];
        var exact = key.IsEmpty ? AssetSnapshot.NotFound : snapshot.Find(key);
        return exact != AssetSnapshot.NotFound || key.IsEmpty || kind != SnapshotKeyKind.Hostname ? (exact, false) : (FindShortName(key), true);
    }

    /// <summary>A host with a domain is an asset that is known by its bare name; a bare name is an asset that is known with one domain.</summary>
    private uint FindShortName(Span<byte> key)
    {
        if (AssetKeyText.ShortNameLength(key) is > 0 and var length)
        {
            return snapshot.Find(key[..length]);
        }

        key[0] = (byte)SnapshotKeyKind.ShortName;
        return snapshot.Find(key);
    }

    private (uint Value, string? Rule, UInt128 Network, int Prefix) FindNetwork(UInt128 address)
    {
        Span<byte> key = stackalloc byte[AssetKeyText.NetworkBytes];

        // An IPv6 range that spans the mapped addresses does not mean IPv4.
        var shortest = IpText.IsMapped(address) ? IpText.MappedPrefix : 0;
        for (var prefix = IpText.Bits; prefix >= shortest; prefix--)
        {
            if (!snapshot.HasPrefix(prefix))
            {
                continue;
            }

            var network = IpText.Mask(address, prefix);
            var value = snapshot.Find(key[..AssetKeyText.WriteNetwork(network, prefix, key)]);
            if (value != AssetSnapshot.NotFound)
            {
                return (value, null, network, prefix);
            }
        }

        return (AssetSnapshot.NotFound, null, 0, 0);
    }
}
