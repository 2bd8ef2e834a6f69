using Azure;
using Azure.Storage.Blobs.Models;
using BlobInfo = Vigil.Core.Ports.BlobInfo;

namespace Vigil.Storage.Azure.Blobs;

/// <summary>The port's view of what the service tells of a blob.</summary>
internal static class BlobInfos
{
    private static readonly Dictionary<string, string> s_none = [];

    /// <summary>As it stands in a header: listings tell it without quotes.</summary>
    public static string Text(ETag tag) => tag.ToString("H");

    public static BlobInfo From(string name, BlobDownloadDetails details) =>
        new(name, Text(details.ETag), details.ContentLength, details.CreatedOn.ToUniversalTime(), Metadata(details.Metadata));

    public static BlobInfo From(string name, BlobProperties properties) =>
        new(name, Text(properties.ETag), properties.ContentLength, properties.CreatedOn.ToUniversalTime(), Metadata(properties.Metadata));

    public static BlobInfo From(BlobItem item) => new(
        item.Name,
        Text(item.Properties.ETag.GetValueOrDefault()),
        item.Properties.ContentLength.GetValueOrDefault(),
        item.Properties.CreatedOn.GetValueOrDefault().ToUniversalTime(),
        Metadata(item.Metadata));

    /// <summary>The service's clients want a dictionary that can be written.</summary>
    public static IDictionary<string, string>? ForRequest(IReadOnlyDictionary<string, string>? metadata) =>
        metadata is null ? null : metadata as IDictionary<string, string> ?? metadata.ToDictionary();

    private static IReadOnlyDictionary<string, string> Metadata(IDictionary<string, string>? metadata) =>
        metadata is not { Count: > 0 } ? s_none : metadata as IReadOnlyDictionary<string, string> ?? metadata.AsReadOnly();
}
