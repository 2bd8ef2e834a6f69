using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;

namespace Vigil.Core.Scanning.Uploads;

/// <summary>
/// Reads the events that come over the queue of scans: blobs that were created, and results of Defender for Storage; as CloudEvents 1.0 or in Event
/// Grid's own schema, one object or a list of one, base64 or plain.
/// </summary>
internal static class BlobEventReader
{
    private const string Created = "Microsoft.Storage.BlobCreated";
    private const string Scanned = "Microsoft.Security.MalwareScanningResult";
    private const int MaxNames = 20;
    private const int MaxText = 256;

    /// <summary>The event as a message; null when it is none of those.</summary>
    public static WorkMessage? Read(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(body.Length)];
        var json = Base64.DecodeFromUtf8(body, decoded, out _, out var written) == OperationStatus.Done ? decoded.AsSpan(0, written) : body;
        return TryParse(json) is { } told
            ? WorkMessage.Create(WorkMessage.BlobTold, Convert.ToHexStringLower(SHA256.HashData(json))[..32], 0, now) with { Event = told }
            : null;
    }

    private static BlobEvent? TryParse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            return Parse(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static BlobEvent? Parse(JsonElement root)
    {
        var one = root.ValueKind == JsonValueKind.Array && root.GetArrayLength() == 1 ? root[0] : root;
        if (one.ValueKind != JsonValueKind.Object || !one.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object
            || Place(Text(one, "subject")) is not var (container, blob) || Text(data, "eTag") is not { } eTag)
        {
            return null;
        }

        var told = new BlobEvent(container, blob, Short(eTag.Trim('"')), null, null, null);
        return (Text(one, "type") ?? Text(one, "eventType")) switch
        {
            Created => told,
            Scanned => WithResult(told, data),
            _ => null,
        };
    }

    private static BlobEvent WithResult(BlobEvent told, JsonElement data)
    {
        var details = data.TryGetProperty("scanResultDetails", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        var names = details.ValueKind == JsonValueKind.Object && details.TryGetProperty("malwareNamesFound", out var list)
            && list.ValueKind == JsonValueKind.Array
                ? list.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.String).Take(MaxNames).Select(n => Short(n.GetString()!)).ToList()
                : null;
        return told with
        {
            Result = Short(Text(data, "scanResultType") ?? string.Empty),
            Names = names,
            Detail = Text(details, "notScannedReason") is { } detail ? Short(detail) : null,
        };
    }

    /// <summary>
    /// <c>/blobServices/default/containers/uploads/blobs/a/b.pdf</c>, or <c>storageAccounts/name/containers/uploads/blobs/a/b.pdf</c>: the name as it
    /// is, not escaped.
    /// </summary>
    private static (string Container, string Blob)? Place(string? subject)
    {
        const string containers = "/containers/";
        const string blobs = "/blobs/";
        var start = subject?.IndexOf(containers, StringComparison.Ordinal) + containers.Length ?? -1;
        var end = start >= containers.Length ? subject!.IndexOf(blobs, start, StringComparison.Ordinal) : -1;
        return end > start && StorageRules.IsForeignName(subject![(end + blobs.Length)..])
            ? (subject[start..end], subject[(end + blobs.Length)..])
            : null;
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string Short(string text) => text.Length <= MaxText ? text : text[..MaxText];
}
