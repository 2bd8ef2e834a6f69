using System.Collections.ObjectModel;

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

        var length = 0;
        foreach (var (key, value) in metadata)
        {
            length += key.Length + value.Length + 2;
        }

        return string.Create(length, metadata, static (text, metadata) =>
        {
            foreach (var (key, value) in metadata)
            {
                text.TryWrite($"{key}={value}\n", out var written);
                text = text[written..];
            }
        });
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
