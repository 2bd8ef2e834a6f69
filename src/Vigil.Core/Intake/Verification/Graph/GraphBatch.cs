using System.Buffers;
using System.Text.Json;

namespace Vigil.Core.Intake.Verification.Graph;

/// <summary>One delivery of Graph, read for its proof. Lives as long as its document.</summary>
internal sealed class GraphBatch
{
    /// <summary>Where the decrypted resource stands in what is stored.</summary>
    public const string Content = "content";

    private const string Encrypted = "encryptedContent";
    private const string ClientState = "clientState";

    private GraphBatch(List<GraphNotification> notifications, List<string> tokens) => (Notifications, Tokens) = (notifications, tokens);

    public List<GraphNotification> Notifications { get; }

    public List<string> Tokens { get; }

    public bool IsRich => Notifications.Exists(n => n.Content is not null);

    /// <summary>True when every notification carries but an id.</summary>
    public bool IsBasic => !Notifications.Exists(n => n.Content is not null || n.IsLifecycle);

    /// <summary>Null when this is nothing that Graph sends.</summary>
    public static GraphBatch? TryRead(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.Array
            || value.GetArrayLength() is 0 or > GraphScheme.MaxNotifications || value.EnumerateArray().Any(n => n.ValueKind != JsonValueKind.Object))
        {
            return null;
        }

        var tokens = new List<string>();
        if (root.TryGetProperty("validationTokens", out var list) && list.ValueKind != JsonValueKind.Null)
        {
            if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > GraphScheme.MaxTokens || list.EnumerateArray().Any(t => t.ValueKind != JsonValueKind.String))
            {
                return null;
            }

            tokens.AddRange(list.EnumerateArray().Select(t => t.GetString()!));
        }

        return new GraphBatch([.. value.EnumerateArray().Select(Read)], tokens);
    }

    /// <summary>The batch with its resources decrypted, and without what is secret or of use only to the proof.</summary>
    public byte[]? Open(IReadOnlyList<GraphKey> keys, out Reason reason)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartArray("value");
        foreach (var notification in Notifications)
        {
            writer.WriteStartObject();
            foreach (var member in notification.Element.EnumerateObject().Where(m => m.Name is not (ClientState or Encrypted)))
            {
                member.WriteTo(writer);
            }

            if (notification.Content is { } content && !WriteContent(writer, content, keys, out reason))
            {
                return null;
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        reason = Reason.None;
        return buffer.WrittenSpan.ToArray();
    }

    private static GraphNotification Read(JsonElement element) => new(
        element,
        GraphContent.Text(element, ClientState),
        GraphContent.Text(element, "tenantId") ?? GraphContent.Text(element, "organizationId"),
        element.TryGetProperty(Encrypted, out var content) && content.ValueKind == JsonValueKind.Object ? content : null,
        GraphContent.Text(element, "lifecycleEvent") is not null);

    private static bool WriteContent(Utf8JsonWriter writer, JsonElement content, IReadOnlyList<GraphKey> keys, out Reason reason)
    {
        var plain = GraphContent.Decrypt(content, keys, out reason);
        if (plain is null)
        {
            return false;
        }

        try
        {
            using var resource = JsonDocument.Parse(plain);
            writer.WritePropertyName(Content);
            resource.WriteTo(writer);
            return true;
        }
        catch (JsonException)
        {
            reason = Reason.JsonMalformed;
            return false;
        }
    }
}
