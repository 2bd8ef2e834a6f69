using System.Collections.ObjectModel;
using System.Text;

namespace Vigil.Storage.Sqlite.Blobs;

/// <summary>Metadata as it lies in its column: <c>key=value</c> lines. Keys hold no <c>=</c>, values no line break (<see cref="Core.Ports.StorageRules"/>).</summary>
internal static class MetadataText
{
    public static string? Write(IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null or { Count: 0 })
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var (key, value) in metadata)
        {
            text.Append(key).Append('=').Append(value).Append('\n');
        }

        return text.ToString();
    }

    public static IReadOnlyDictionary<string, string> Read(string? text)
    {
        if (text is null)
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }

        var rest = text.AsSpan();
        var metadata = new Dictionary<string, string>(rest.Count('\n'));
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf('\n');
            var equals = rest.IndexOf('=');
            metadata.Add(rest[..equals].ToString(), rest[(equals + 1)..end].ToString());
            rest = rest[(end + 1)..];
        }

        return metadata;
    }
}
