using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vigil.Core.Intake.Keys;

namespace Vigil.Core.Intake.Verification.Sns;

/// <summary>Plays SNS with a development authority: what is to be delivered becomes the message of a notification, unless it is a message of SNS already.</summary>
internal static class SnsSimulator
{
    private const string Certificate = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-00000000000000000000000000000000.pem";

    public static SignedDelivery Sign(SigningRequest request, string timestamp)
    {
        var key = DevelopmentAuthority.Among(request.Secrets).FirstOrDefault().Authority?.Key
            ?? throw new SigningException($"Only SNS itself signs its messages; to play it, give the instance a secret that begins with {DevelopmentAuthority.Marker}.");
        if (request.Instance.Trust.Topics is not [var topic, ..])
        {
            throw new SigningException($"Set Trust:Topics of the instance '{request.Instance.Name}'.");
        }

        var given = SnsMessage.TryRead(request.Body);
        var members = new Dictionary<string, string>
        {
            ["Type"] = SnsMessage.IsType(given?["Type"]) ? given!["Type"]! : SnsMessage.Notification,
            ["MessageId"] = request.DeliveryId,
            ["TopicArn"] = topic,
            ["Message"] = given?.Message ?? Encoding.UTF8.GetString(request.Body.Span),
            ["Timestamp"] = timestamp,
            ["SignatureVersion"] = "2",
            ["SigningCertURL"] = Certificate,
        };
        foreach (var name in (ReadOnlySpan<string>)["Subject", "Token", "SubscribeURL"])
        {
            if (given?[name] is { } value)
            {
                members[name] = value;
            }
        }

        var (algorithm, hash) = SnsScheme.Hash(SnsMessage.TryRead(Json(members)) is { IsComplete: true } message
            ? message
            : throw new SigningException("A confirmation needs Token and SubscribeURL."));
        members["Signature"] = Convert.ToBase64String(key.SignHash(hash, algorithm, RSASignaturePadding.Pkcs1));
        return new SignedDelivery(Json(members), [new("x-amz-sns-message-type", members["Type"]), new("x-amz-sns-topic-arn", topic)]);
    }

    private static byte[] Json(Dictionary<string, string> members)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in members)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
