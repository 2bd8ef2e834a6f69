using System.Text.Json.Serialization;

namespace Vigil.Web.Webhooks;

/// <summary>Body of the answer to an accepted delivery.</summary>
public sealed record WebhookReceipt(string AlertId, bool Duplicate);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WebhookReceipt))]
internal sealed partial class WebhookJson : JsonSerializerContext;
