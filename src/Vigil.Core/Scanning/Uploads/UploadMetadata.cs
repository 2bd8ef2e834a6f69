using System.Globalization;
using Vigil.Core.Ports;

namespace Vigil.Core.Scanning.Uploads;

/// <summary>
/// What is stored with the bytes of an upload, so that whoever finds the blob first can make its record. Only blobs that bear the id of an upload
/// are believed: anything else was dropped into the container by somebody, with metadata of his own.
/// </summary>
internal static class UploadMetadata
{
    public static IReadOnlyDictionary<string, string> Of(UploadRequest request, string name, string sha256, DateTimeOffset receivedAt)
    {
        var metadata = new Dictionary<string, string>
        {
            ["name"] = Uri.EscapeDataString(name),
            ["sha256"] = sha256,
            ["uploader_id"] = Uri.EscapeDataString(request.Uploader.Id),
            ["uploader_name"] = Uri.EscapeDataString(request.Uploader.Name),
            ["received"] = receivedAt.ToString("O", CultureInfo.InvariantCulture),
        };
        if (request.DeclaredType is { } type)
        {
            metadata["type"] = Uri.EscapeDataString(type);
        }

        return metadata;
    }

    /// <summary>The record of a blob that has none yet.</summary>
    public static UploadRecord Read(BlobInfo blob)
    {
        var id = UploadRecord.IdOf(blob.Name);
        var own = blob.Name == id ? blob.Metadata : new Dictionary<string, string>();
        var receivedAt = DateTimeOffset.TryParseExact(
            own.GetValueOrDefault("received"), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var received) ? received : blob.Created;
        return new UploadRecord(
            id,
            blob.Name,
            blob.ETag,
            Text(own, "name") ?? blob.Name[(blob.Name.LastIndexOf('/') + 1)..],
            Text(own, "type"),
            blob.Length,
            own.GetValueOrDefault("sha256"),
            Text(own, "uploader_id") is { } uploader ? new UploadUser(uploader, Text(own, "uploader_name") ?? uploader) : null,
            receivedAt,
            UploadState.Pending,
            0,
            receivedAt,
            null,
            null,
            null);
    }

    private static string? Text(IReadOnlyDictionary<string, string> metadata, string key) =>
        metadata.GetValueOrDefault(key) is { Length: > 0 } value ? Uri.UnescapeDataString(value) : null;
}
