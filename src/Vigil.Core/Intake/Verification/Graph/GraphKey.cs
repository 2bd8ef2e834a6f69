using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Vigil.Core.Ports;

namespace Vigil.Core.Intake.Verification.Graph;

/// <summary>
/// A key that rich notifications are encrypted for: a private key in PEM, with its certificate or behind a line <c>certificate-id: …</c> that says the id
/// under which the subscription knows it. Retired certificates stay beside the new one until Graph no longer uses them.
/// </summary>
internal sealed class GraphKey
{
    public const string IdPrefix = "certificate-id:";

    private const string PemStart = "-----BEGIN ";
    private const int MinBits = 2048;
    private static readonly ConditionalWeakTable<Secret, GraphKey> s_read = [];

    private readonly string? _id;
    private readonly string? _thumbprint;

    private GraphKey(Secret secret)
    {
        var text = secret.Value;
        _id = text.StartsWith(IdPrefix, StringComparison.Ordinal) ? text[IdPrefix.Length..].Split('\n', 2)[0].Trim() : null;
        var key = RSA.Create();
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(text);
            _thumbprint = certificates.FirstOrDefault()?.Thumbprint;
            key.ImportFromPem(PrivatePart(text));
            Key = key.KeySize >= MinBits ? key : null;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
        }
    }

    /// <summary>Null when the secret holds no usable private key.</summary>
    public RSA? Key { get; }

    /// <summary>The id that a subscription names.</summary>
    public string Id => _id ?? _thumbprint ?? "";

    public static bool IsOne(Secret secret) =>
        secret.Value.StartsWith(PemStart, StringComparison.Ordinal) || secret.Value.StartsWith(IdPrefix, StringComparison.Ordinal);

    public static IEnumerable<GraphKey> Among(IReadOnlyList<Secret> secrets) =>
        secrets.Where(IsOne).Select(s => s_read.GetValue(s, x => new GraphKey(x))).Where(k => k.Key is not null);

    /// <summary>Whether a notification that names this certificate is encrypted for this key.</summary>
    public bool Is(string? certificateId, string? thumbprint) =>
        (Id.Length > 0 && string.Equals(certificateId, Id, StringComparison.OrdinalIgnoreCase))
        || (_thumbprint is not null && string.Equals(thumbprint, _thumbprint, StringComparison.OrdinalIgnoreCase));

    /// <summary>The reader of keys takes a text with one key only, and certificates count as keys.</summary>
    private static string PrivatePart(string text)
    {
        foreach (var label in (ReadOnlySpan<string>)["PRIVATE KEY", "RSA PRIVATE KEY"])
        {
            var start = text.IndexOf($"{PemStart}{label}-----", StringComparison.Ordinal);
            var end = text.IndexOf($"-----END {label}-----", StringComparison.Ordinal);
            if (start >= 0 && end > start)
            {
                return text[start..end] + $"-----END {label}-----";
            }
        }

        throw new ArgumentException("No private key.");
    }
}
