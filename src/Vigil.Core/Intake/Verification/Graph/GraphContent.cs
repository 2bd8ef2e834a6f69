using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Vigil.Core.Intake.Verification.Graph;

/// <summary>The <c>encryptedContent</c> of a rich notification: AES-CBC under a key of its own, which is encrypted for our certificate (RSA-OAEP) and also authenticates the cipher text (HMAC-SHA256).</summary>
internal static class GraphContent
{
    private const int IvBytes = 16;
    private const int KeyBytes = 32;

    /// <summary>Decrypts what is authentic; the digest is checked before anything is decrypted with the key.</summary>
    /// <param name="reason">Why there is nothing to decrypt.</param>
    public static byte[]? Decrypt(JsonElement content, IEnumerable<GraphKey> keys, out Reason reason)
    {
        reason = Reason.SignatureMalformed;
        if (!TryRead(content, "dataKey", out var dataKey) || !TryRead(content, "data", out var data) || !TryRead(content, "dataSignature", out var signature))
        {
            return null;
        }

        var ours = keys.FirstOrDefault(k => k.Is(Text(content, "encryptionCertificateId"), Text(content, "encryptionCertificateThumbprint")));
        if (ours is null)
        {
            // The operator's to mend: the sender should come again.
            reason = Reason.KeysUnavailable;
            return null;
        }

        try
        {
            reason = Reason.DecryptionFailed;
            var key = ours.Key!.Decrypt(dataKey, RSAEncryptionPadding.OaepSHA1);
            if (key.Length != KeyBytes || !CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, data), signature))
            {
                reason = Reason.SignatureMismatch;
                return null;
            }

            using var aes = Aes.Create();
            aes.Key = key;
            var plain = aes.DecryptCbc(data, key.AsSpan(0, IvBytes));
            reason = Reason.None;
            return plain;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Writes the same for a resource, as Graph does.</summary>
    public static void Encrypt(Utf8JsonWriter writer, string resource, GraphKey recipient)
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        using var aes = Aes.Create();
        aes.Key = key;
        var data = aes.EncryptCbc(Encoding.UTF8.GetBytes(resource), key.AsSpan(0, IvBytes));
        writer.WriteStartObject("encryptedContent");
        writer.WriteBase64String("data", data);
        writer.WriteBase64String("dataSignature", HMACSHA256.HashData(key, data));
        writer.WriteBase64String("dataKey", recipient.Key!.Encrypt(key, RSAEncryptionPadding.OaepSHA1));
        writer.WriteString("encryptionCertificateId", recipient.Id);
        writer.WriteEndObject();
    }

    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool TryRead(JsonElement element, string name, out byte[] bytes)
    {
        bytes = [];
        return element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out bytes!);
    }
}
