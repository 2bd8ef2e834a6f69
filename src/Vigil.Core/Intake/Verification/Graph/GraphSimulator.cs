using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Vigil.Core.Intake.Verification.Graph;

/// <summary>
/// Plays Graph: resources (one, or those of a list answer) become rich notifications; what is a notification already gets its <c>clientState</c>, and its
/// <c>content</c>, as Vigil stores it, is encrypted again.
/// </summary>
internal static class GraphSimulator
{
    public static SignedDelivery Sign(SigningRequest request, string state, string token)
    {
        try
        {
            using var document = JsonDocument.Parse(request.Body);
            var root = document.RootElement;
            var isList = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Array;
            var buffer = new ArrayBufferWriter<byte>();
            using var writer = new Utf8JsonWriter(buffer);
            writer.WriteStartObject();
            writer.WriteStartArray("value");
            foreach (var item in isList ? root.GetProperty("value").EnumerateArray() : (IEnumerable<JsonElement>)[root])
            {
                Write(writer, request, state, item);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("validationTokens");
            writer.WriteStringValue(token);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.Flush();
            return new SignedDelivery(buffer.WrittenSpan.ToArray(), []);
        }
        catch (JsonException exception)
        {
            throw new SigningException("Graph sends JSON.", exception);
        }
    }

    private static void Write(Utf8JsonWriter writer, SigningRequest request, string state, JsonElement item)
    {
        writer.WriteStartObject();
        writer.WriteString("clientState", state);
        if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("subscriptionId", out _))
        {
            foreach (var member in item.EnumerateObject().Where(m => m.Name != "clientState"))
            {
                if (member.Name == GraphBatch.Content)
                {
                    GraphContent.Encrypt(writer, member.Value.GetRawText(), KeyOf(request));
                }
                else
                {
                    member.WriteTo(writer);
                }
            }
        }
        else
        {
            writer.WriteString("subscriptionId", "00000000-0000-0000-0000-000000000001");
            writer.WriteString("subscriptionExpirationDateTime", request.Now.AddDays(1).UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteString("tenantId", request.Instance.Trust.EntraTenant);
            writer.WriteString("changeType", "created");
            writer.WriteString("resource", "security/alerts_v2");
            GraphContent.Encrypt(writer, item.GetRawText(), KeyOf(request));
        }

        writer.WriteEndObject();
    }

    private static GraphKey KeyOf(SigningRequest request) => GraphKey.Among(request.Secrets).FirstOrDefault()
        ?? throw new SigningException("Rich notifications need a private key (PEM) among the instance's secrets.");
}
