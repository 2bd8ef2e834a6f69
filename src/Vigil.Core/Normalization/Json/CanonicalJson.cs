using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Vigil.Core.Normalization.Json;

/// <summary>
/// One way to write a value, whatever order and white space it came in: members sorted by UTF-16 code units and strings with the fewest escapes, as in
/// RFC 8785, but numbers as they were written, since they may be longer than a double is exact. Redacted values are left out; of twin members the last counts.
/// </summary>
internal static class CanonicalJson
{
    public static void Write(JsonRef value, IBufferWriter<byte> output)
    {
        switch (value.Kind)
        {
            case JsonTokenType.StartObject:
                WriteObject(value, output);
                break;
            case JsonTokenType.StartArray:
                WriteArray(value, output);
                break;
            case JsonTokenType.String:
                WriteText(value.Raw, value.Node.Has(JsonMarks.Escaped), output);
                break;
            default:
                output.Write(value.Raw);
                break;
        }
    }

    private static void WriteArray(JsonRef array, IBufferWriter<byte> output)
    {
        output.Write("["u8);
        var any = false;
        for (var child = array.Tree.First(array.Index); child >= 0; child = array.Tree.Next(array.Index, child))
        {
            if (array.Tree[child].Has(JsonMarks.Redacted))
            {
                continue;
            }

            output.Write(any ? ","u8 : default);
            any = true;
            Write(new JsonRef(array.Tree, child), output);
        }

        output.Write("]"u8);
    }

    private static void WriteObject(JsonRef parent, IBufferWriter<byte> output)
    {
        var tree = parent.Tree;
        var members = ArrayPool<int>.Shared.Rent(Math.Max(1, tree[parent.Index].End - parent.Index));
        var count = 0;
        for (var child = tree.First(parent.Index); child >= 0; child = tree.Next(parent.Index, child))
        {
            members[count++] = child;
        }

        members.AsSpan(0, count).Sort((a, b) => Compare(tree, a, b));
        HideTwins(tree, members.AsSpan(0, count));
        output.Write("{"u8);
        var any = false;
        foreach (var child in members.AsSpan(0, count))
        {
            if (tree[child].Has(JsonMarks.Redacted | JsonMarks.Hidden))
            {
                continue;
            }

            output.Write(any ? ","u8 : default);
            any = true;
            WriteText(tree.RawName(child), tree[child].Has(JsonMarks.NameEscaped), output);
            output.Write(":"u8);
            Write(new JsonRef(tree, child), output);
        }

        output.Write("}"u8);
        ArrayPool<int>.Shared.Return(members);
    }

    private static void HideTwins(JsonTree tree, ReadOnlySpan<int> sorted)
    {
        for (var i = 1; i < sorted.Length; i++)
        {
            if (CompareNames(tree, sorted[i - 1], sorted[i]) == 0)
            {
                tree.Hide(sorted[i - 1]);
            }
        }
    }

    /// <summary>By name, then by place.</summary>
    private static int Compare(JsonTree tree, int a, int b)
    {
        var byName = CompareNames(tree, a, b);
        return byName != 0 ? byName : a.CompareTo(b);
    }

    private static int CompareNames(JsonTree tree, int a, int b)
    {
        if (tree[a].Has(JsonMarks.NameEscaped) || tree[b].Has(JsonMarks.NameEscaped))
        {
            return string.CompareOrdinal(
                JsonTexts.Decode(tree.RawName(a), tree[a].Has(JsonMarks.NameEscaped)),
                JsonTexts.Decode(tree.RawName(b), tree[b].Has(JsonMarks.NameEscaped)));
        }

        ReadOnlySpan<byte> x = tree.RawName(a), y = tree.RawName(b);
        var same = x.CommonPrefixLength(y);
        return same == x.Length || same == y.Length ? x.Length.CompareTo(y.Length) : Rank(x[same]).CompareTo(Rank(y[same]));
    }

    /// <summary>UTF-8 sorts by code point; in UTF-16 the pairs (lead bytes F0…F4) stand before U+E000 (EE, EF).</summary>
    private static int Rank(byte b) => b >= 0xEE && b <= 0xEF ? b + 0x10 : b;

    private static void WriteText(ReadOnlySpan<byte> raw, bool escaped, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        if (escaped)
        {
            WriteEscaped(JsonTexts.Decode(raw, escaped: true), output);
        }
        else
        {
            output.Write(raw);
        }

        output.Write("\""u8);
    }

    private static void WriteEscaped(string text, IBufferWriter<byte> output)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => escaped.Append('\\').Append(c),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                '\b' => escaped.Append("\\b"),
                '\f' => escaped.Append("\\f"),
                < ' ' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }

        output.Write(Encoding.UTF8.GetBytes(escaped.ToString()));
    }
}
