using System.Buffers;
using System.Buffers.Binary;
using System.Text;
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

        key[0] = (byte)kind;
        if (Ascii.ToLower(name, key[1..], out var written) == OperationStatus.Done)
        {
            return written + 1;
        }

        Span<char> lower = stackalloc char[name.Length];
        name.ToLowerInvariant(lower);
        return Utf8.FromUtf16(lower, key[1..], out _, out written, replaceInvalidSequences: false) == OperationStatus.Done ? written + 1 : 0;
    }

    /// <summary>
    /// How much of a host name's key is the key of its first label; 0 for a name that has but one. The label's own kind goes into the first byte.
    /// </summary>
    public static int ShortNameLength(ReadOnlySpan<byte> key) => key.IndexOf((byte)'.') is > 1 and var dot ? dot : 0;

    public static int WriteNetwork(UInt128 network, int prefix, Span<byte> key)
    {
        key[0] = (byte)SnapshotKeyKind.Network;
        key[1] = (byte)prefix;
        BinaryPrimitives.WriteUInt128BigEndian(key[2..], network);
        return NetworkBytes;
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
        return kind == SnapshotKeyKind.Hostname ? name.TrimEnd('.') : name;
    }
}
