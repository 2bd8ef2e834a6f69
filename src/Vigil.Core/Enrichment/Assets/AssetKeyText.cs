using System.Buffers.Binary;
using System.Text.Unicode;

namespace Vigil.Core.Enrichment.Assets;

/// <summary>What a key of the snapshot's look-up table stands for; the first byte of the key.</summary>
internal enum SnapshotKeyKind : byte
{
    Hostname = 1,
    ShortName,
    Network,
    ResourceId,
    Repository,
    Container,
    Pod,
}

/// <summary>
/// Names as the bytes that are compared: the kind, then the name in lower case without surrounding blanks or a host's trailing dots, in UTF-8.
/// Import and look-up share this, so that they cannot disagree.
/// </summary>
internal static class AssetKeyText
{
    /// <summary>Longest name that can be a key, in characters, with what surrounds it.</summary>
    public const int MaxNameLength = 512;

    /// <summary>Bytes that the key of any name can take.</summary>
    public const int MaxNameBytes = 1 + (3 * MaxNameLength);

    /// <summary>Bytes that the key of a network takes.</summary>
    public const int NetworkBytes = 18;

    /// <summary>Bytes that the key of this name can take; no more than needed, for a look-up clears them.</summary>
    public static int NameBytes(ReadOnlySpan<char> name) => 1 + (3 * Math.Min(name.Length, MaxNameLength));

    /// <summary>Writes the key; 0 when the name is empty, too long or no valid text: such a name matches nothing.</summary>
    public static int WriteName(SnapshotKeyKind kind, ReadOnlySpan<char> name, Span<byte> key)
    {
        if (name.Length > MaxNameLength || (name = Trim(kind, name)).IsEmpty)
        {
            return 0;
        }

        Span<char> lower = stackalloc char[name.Length];
        name.ToLowerInvariant(lower);
        key[0] = (byte)kind;
        var status = Utf8.FromUtf16(lower, key[1..], out _, out var written, replaceInvalidSequences: false);
        return status == System.Buffers.OperationStatus.Done ? written + 1 : 0;
    }

    public static int WriteNetwork(UInt128 network, int prefix, Span<byte> key)
    {
        key[0] = (byte)SnapshotKeyKind.Network;
        key[1] = (byte)prefix;
        BinaryPrimitives.WriteUInt128BigEndian(key[2..], network);
        return NetworkBytes;
    }

    /// <summary>The first label of a host name with several; empty for one without a dot.</summary>
    public static ReadOnlySpan<char> ShortName(ReadOnlySpan<char> host)
    {
        host = Trim(SnapshotKeyKind.Hostname, host);
        var dot = host.IndexOf('.');
        return dot < 0 ? [] : host[..dot];
    }

    public static SnapshotKeyKind KindOf(AssetKeyKind kind) => kind switch
    {
        AssetKeyKind.Hostname => SnapshotKeyKind.Hostname,
        AssetKeyKind.Ip => SnapshotKeyKind.Network,
        AssetKeyKind.ResourceId => SnapshotKeyKind.ResourceId,
        AssetKeyKind.Repository => SnapshotKeyKind.Repository,
        AssetKeyKind.Container => SnapshotKeyKind.Container,
        _ => SnapshotKeyKind.Pod,
    };

    /// <summary>Stable name of a kind, as in <c>resource-id</c>: in receipts, primary keys and match rules.</summary>
    public static string NameOf(AssetKeyKind kind) => kind switch
    {
        AssetKeyKind.Hostname => "hostname",
        AssetKeyKind.Ip => "ip",
        AssetKeyKind.ResourceId => "resource-id",
        AssetKeyKind.Repository => "repository",
        AssetKeyKind.Container => "container",
        _ => "pod",
    };

    private static ReadOnlySpan<char> Trim(SnapshotKeyKind kind, ReadOnlySpan<char> name)
    {
        name = name.Trim();
        return kind is SnapshotKeyKind.Hostname or SnapshotKeyKind.ShortName ? name.TrimEnd('.') : name;
    }
}
