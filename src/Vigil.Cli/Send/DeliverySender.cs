using System.Net.Http.Headers;
using System.Text.Json;
using Vigil.Cli.Shared;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Senders;
using Vigil.Web.Webhooks.Keys;

namespace Vigil.Cli.Send;

/// <summary>Posts deliveries as their sender would: signed by the scheme of the profile.</summary>
internal sealed class DeliverySender(HttpClient http, TimeProvider time)
{
    /// <summary>Signs and posts one body.</summary>
    /// <param name="deliveryId">The sender's id of the delivery; a second post with the same id is a resend.</param>
    /// <param name="breakSignature">True: change the body after it was signed.</param>
    public async Task<DeliveryAnswer> PostAsync(SenderProfile profile, SenderInstance instance, IReadOnlyList<Secret> secrets, byte[] body, string deliveryId,
        IEnumerable<KeyValuePair<string, string>> headers, bool breakSignature, CancellationToken cancellationToken)
    {
        var signed = Sign(profile, instance, secrets, body, deliveryId, time.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, PathOf(instance, signed))
        {
            Content = new ByteArrayContent(breakSignature ? [.. signed.Body.Span, (byte)' '] : signed.Body.ToArray()),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(profile.Delivery.ContentTypes[0]);
        foreach (var (name, value) in signed.Headers.Concat(headers))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                throw new CliException($"'{name}' cannot be sent: it is no header of a request, or the profile sets it.");
            }
        }

        using var response = await http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return DeliveryAnswer.From((int)response.StatusCode, answer);
    }

    public static string NewId() => $"msg_{Guid.NewGuid():N}";

    public static string PathOf(SenderInstance instance, SignedDelivery signed) => $"/api/webhooks/{instance.Name}{signed.UrlSuffix}";

    /// <summary>The delivery as the sender would make it.</summary>
    public static SignedDelivery Sign(
        SenderProfile profile, SenderInstance instance, IReadOnlyList<Secret> secrets, byte[] body, string deliveryId, DateTimeOffset now)
    {
        var request = new SigningRequest(body, instance, secrets, deliveryId, now, new Ed25519());
        try
        {
            return profile.Verification is ISigningScheme scheme
                ? scheme.Sign(request)
                : throw new CliException($"Only {profile.Title} itself can sign as '{profile.Verification.Name}' does.");
        }
        catch (SigningException exception)
        {
            throw new CliException(exception.Message, exception);
        }
    }
}

/// <summary>What Vigil said to a delivery.</summary>
/// <param name="Reason">Of a refusal: the problem's type without its prefix.</param>
internal sealed record DeliveryAnswer(int Status, string? AlertId, bool Duplicate, string? Reason)
{
    public static DeliveryAnswer From(int status, byte[] body)
    {
        if (body is not [(byte)'{', ..])
        {
            // A handshake, which answers as its sender wants.
            return new DeliveryAnswer(status, null, false, null);
        }

        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        return new DeliveryAnswer(
            status,
            root.TryGetProperty("alertId", out var id) ? id.GetString() : null,
            root.TryGetProperty("duplicate", out var duplicate) && duplicate.GetBoolean(),
            root.TryGetProperty("type", out var type) ? type.GetString()!.Split(':', '/')[^1] : null);
    }
}
