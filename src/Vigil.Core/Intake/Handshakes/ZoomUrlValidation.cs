using System.Security.Cryptography;
using System.Text;

namespace Vigil.Core.Intake;

/// <summary>Zoom's <c>endpoint.url_validation</c>, every 72 hours: proves that we know the secret, but only to who has proved it first.</summary>
internal sealed class ZoomUrlValidation : IHandshake
{
    public const string Kind = "zoom-url-validation";

    private const int MaxLength = 256;

    public string Name => Kind;

    public ValueTask<HandshakeAnswer?> AnswerAsync(
        VerificationRequest request, VerificationResult verification, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var document = BodyText.Parse(body);
        return new(document is not null
            && BodyText.Find(document.RootElement, MaxLength, "event") == "endpoint.url_validation"
            && BodyText.Find(document.RootElement, MaxLength, "payload", "plainToken") is { } token
            && request.Secrets.FirstOrDefault(s => s.Version == verification.SecretVersion) is { } secret
                ? HandshakeAnswer.Json(
                    ("plainToken", token),
                    ("encryptedToken", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Value), Encoding.UTF8.GetBytes(token)))))
                : null);
    }
}
