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
            case JsonTokenType.String:
                WriteText(tree.Raw(index), node.Has(JsonMarks.Escaped), ref output);
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

        var members = ArrayPool<int>.Shared.Rent(count);
        Sort(tree, parent, members.AsSpan(0, count));
        HideTwins(tree, members.AsSpan(0, count));
        output.Write((byte)'{');
        var any = false;
        foreach (var child in members.AsSpan(0, count))
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
        ArrayPool<int>.Shared.Return(members);
    }

    /// <summary>By the first eight bytes of the names, which mostly decide; then what is equal there by the whole.</summary>
    private static void Sort(JsonTree tree, int parent, Span<int> members)
    {
        var rented = ArrayPool<ulong>.Shared.Rent(members.Length);
        var keys = rented.AsSpan(0, members.Length);
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
                    members[start..end].Sort((a, b) => Compare(tree, a, b));
                }

                start = end;
            }
        }

        ArrayPool<ulong>.Shared.Return(rented);
    }

    private static ulong Prefix(ReadOnlySpan<byte> name)
    {
        Span<byte> first = stackalloc byte[sizeof(ulong)];
        first.Clear();
        for (var i = 0; i < Math.Min(name.Length, first.Length); i++)
        {
            first[i] = (byte)Rank(name[i]);
        }

        return BinaryPrimitives.ReadUInt64BigEndian(first);
    }

    private static void HideTwins(JsonTree tree, ReadOnlySpan<int> sorted)
    {
        for (var i = 1; i < sorted.Length; i++)
        {
            if (tree[sorted[i - 1]].NameHash == tree[sorted[i]].NameHash && tree.Name(sorted[i - 1]).SequenceEqual(tree.Name(sorted[i])))
            {
                tree.Hide(sorted[i - 1]);
            }
        }
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

    private static void WriteText(ReadOnlySpan<byte> raw, bool escaped, ref Utf8Buffer output)
    {
        output.Write((byte)'"');
        if (escaped)
        {
            var decoded = ArrayPool<byte>.Shared.Rent(raw.Length);
            JsonEscapes.Encode(decoded.AsSpan(0, JsonEscapes.Decode(raw, decoded)), ref output);
            ArrayPool<byte>.Shared.Return(decoded);
        }
        else
        {
            output.Write(raw);
        }

        output.Write((byte)'"');
    }
}
