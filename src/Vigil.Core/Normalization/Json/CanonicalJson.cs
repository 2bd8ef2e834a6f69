using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Vigil.Core.Normalization.Json;

/// <summary>
/// One way to write a value, whatever order and white space it came in: members sorted by UTF-16 code units and strings with the fewest escapes, as in
/// RFC 8785, but numbers as they were written, since they may be longer than a double is exact. Redacted values are left out; of twin members the last counts.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>Members that are sorted without renting memory.</summary>
    private const int OnStack = 32;

    /// <summary>Bits that no ASCII character has.</summary>
    private const ulong NoAscii = 0x8080808080808080;

    public static void Write(JsonTree tree, int index, ref Utf8Buffer output)
    {
        ref var node = ref tree[index];
        switch (node.Kind)
        {
            case JsonTokenType.StartObject:
                WriteObject(tree, index, ref output);
                break;
            case JsonTokenType.StartArray:
                WriteArray(tree, index, ref output);
                break;
            case JsonTokenType.String when node.Has(JsonMarks.Escaped):
                WriteEscaped(tree.Raw(index), ref output);
                break;
            case JsonTokenType.String:
                output.Write(tree.Quoted(index));
                break;
            default:
                output.Write(tree.Raw(index));
                break;
        }
    }

    private static void WriteArray(JsonTree tree, int array, ref Utf8Buffer output)
    {
        output.Write((byte)'[');
        var any = false;
        for (var child = tree.First(array); child >= 0; child = tree.Next(array, child))
        {
            if (tree[child].Has(JsonMarks.Redacted))
            {
                continue;
            }

            if (any)
            {
                output.Write((byte)',');
            }

            any = true;
            Write(tree, child, ref output);
        }

        output.Write((byte)']');
    }

    private static void WriteObject(JsonTree tree, int parent, ref Utf8Buffer output)
    {
        var count = 0;
        for (var child = tree.First(parent); child >= 0; child = tree.Next(parent, child))
        {
            count++;
        }

        var rented = count > OnStack ? ArrayPool<int>.Shared.Rent(count) : null;
        var members = (rented ?? stackalloc int[OnStack])[..count];
        Sort(tree, parent, members);
        output.Write((byte)'{');
        var any = false;
        foreach (var child in members)
        {
            if (tree[child].Has(JsonMarks.Redacted | JsonMarks.Hidden))
            {
                continue;
            }

            if (any)
            {
                output.Write((byte)',');
            }

            any = true;
            tree.WriteName(child, ref output);
            Write(tree, child, ref output);
        }

        output.Write((byte)'}');
        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>By the first eight bytes of the names, which mostly decide; then what is equal there by the whole. Twins are hidden.</summary>
    private static void Sort(JsonTree tree, int parent, Span<int> members)
    {
        var rented = members.Length > OnStack ? ArrayPool<ulong>.Shared.Rent(members.Length) : null;
        var keys = (rented ?? stackalloc ulong[OnStack])[..members.Length];
        var count = 0;
        for (var child = tree.First(parent); child >= 0; child = tree.Next(parent, child))
        {
            keys[count] = Prefix(tree.Name(child));
            members[count++] = child;
        }

        keys.Sort(members);
        for (int start = 0, end = 1; end <= count; end++)
        {
            if (end == count || keys[end] != keys[start])
            {
                if (end - start > 1)
                {
                    SortWhole(tree, members[start..end]);
                }

                start = end;
            }
        }

        if (rented is not null)
        {
            ArrayPool<ulong>.Shared.Return(rented);
        }
    }

    private static void SortWhole(JsonTree tree, Span<int> members)
    {
        members.Sort((a, b) => Compare(tree, a, b));
        for (var i = 1; i < members.Length; i++)
        {
            if (tree.Name(members[i - 1]).SequenceEqual(tree.Name(members[i])))
            {
                tree.Hide(members[i - 1]);
            }
        }
    }

    private static ulong Prefix(ReadOnlySpan<byte> name)
    {
        if (name.Length >= sizeof(ulong) && BinaryPrimitives.ReadUInt64BigEndian(name) is var ascii && (ascii & NoAscii) == 0)
        {
            return ascii;
        }

        var prefix = 0uL;
        for (var i = 0; i < sizeof(ulong); i++)
        {
            prefix = (prefix << 8) | (byte)(i < name.Length ? Rank(name[i]) : 0);
        }

        return prefix;
    }

    /// <summary>By name, then by place.</summary>
    private static int Compare(JsonTree tree, int a, int b)
    {
        ReadOnlySpan<byte> x = tree.Name(a), y = tree.Name(b);
        var same = x.CommonPrefixLength(y);
        var byName = same == x.Length || same == y.Length ? x.Length.CompareTo(y.Length) : Rank(x[same]).CompareTo(Rank(y[same]));
        return byName != 0 ? byName : a.CompareTo(b);
    }

    /// <summary>UTF-8 sorts by code point; in UTF-16 the pairs (lead bytes F0…F4) stand before U+E000 (EE, EF).</summary>
    private static int Rank(byte b) => b is 0xEE or 0xEF ? b + 0x10 : b;

    private static void WriteEscaped(ReadOnlySpan<byte> raw, ref Utf8Buffer output)
    {
        var decoded = ArrayPool<byte>.Shared.Rent(raw.Length);
        output.Write((byte)'"');
        JsonEscapes.Encode(decoded.AsSpan(0, JsonEscapes.Decode(raw, decoded)), ref output);
        output.Write((byte)'"');
        ArrayPool<byte>.Shared.Return(decoded);
    }
}
