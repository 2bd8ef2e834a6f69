using System.Buffers;
using System.Text.Json;

namespace Vigil.Core.Senders.Drafting;

/// <summary>A value of a sample record.</summary>
/// <param name="Path">As profiles write it.</param>
/// <param name="Key">The last name in it, in lower case and without <c>_</c>, <c>-</c> and <c>.</c>.</param>
internal sealed record SampleField(string Path, string Key, string Value, bool IsNumber)
{
    private const int MaxDepth = 8;

    private static readonly SearchValues<char> s_nameEnds = SearchValues.Create(".[]:'\"{}|^ \t");

    /// <summary>All values of a record, the outer ones first; of lists those of the first element.</summary>
    public static List<SampleField> Of(JsonElement record)
    {
        var fields = new List<SampleField>();
        Add(record, "", "", 0, fields);
        return [.. fields.OrderBy(f => f.Path.Count(c => c == '.'))];
    }

    /// <summary>A name as a path wants it.</summary>
    public static string Quoted(string name) =>
        !name.AsSpan().ContainsAny(s_nameEnds) && name.Length > 0 && name is not "$" ? name : name.Contains('\'', StringComparison.Ordinal) ? $"\"{name}\"" : $"'{name}'";

    private static void Add(JsonElement value, string path, string key, int depth, List<SampleField> into)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when depth < MaxDepth:
                foreach (var member in value.EnumerateObject().Where(m => !m.Name.Contains('"', StringComparison.Ordinal)))
                {
                    Add(member.Value, path.Length == 0 ? Quoted(member.Name) : $"{path}.{Quoted(member.Name)}", Fold(member.Name), depth + 1, into);
                }

                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0 && path.Length > 0:
                Add(value[0], value[0].ValueKind == JsonValueKind.Object ? path + "[*]" : path, key, depth + 1, into);
                break;
            case JsonValueKind.String when value.GetString() is { Length: > 0 } text:
                into.Add(new SampleField(path, key, text, IsNumber: false));
                break;
            case JsonValueKind.Number:
                into.Add(new SampleField(path, key, value.GetRawText(), IsNumber: true));
                break;
        }
    }

    private static string Fold(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
