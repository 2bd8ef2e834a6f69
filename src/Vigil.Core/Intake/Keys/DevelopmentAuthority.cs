using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Vigil.Core.Ports;

namespace Vigil.Core.Intake.Keys;

/// <summary>
/// Stands in for a sender whose private key only the sender has (Microsoft Entra, Amazon SNS): a secret of the instance that begins with the line
/// <see cref="Marker"/>, followed by an RSA key in PEM. Who holds the private key can then sign as that sender, at that instance and no other. Nothing is
/// such an authority unless a secret says so in this line.
/// </summary>
public sealed class DevelopmentAuthority
{
    public const string Marker = "vigil-development-authority";

    private const int MinBits = 2048;
    private static readonly ConditionalWeakTable<Secret, DevelopmentAuthority> s_read = [];

    private DevelopmentAuthority(RSA? key)
    {
        Key = key;
        Id = key is null ? "" : "dev-" + Convert.ToHexStringLower(SHA256.HashData(key.ExportRSAPublicKey()))[..16];
    }

    /// <summary>Null when the secret names an authority and holds no usable key.</summary>
    public RSA? Key { get; }

    /// <summary>Key id in tokens, derived from the public key.</summary>
    public string Id { get; }

    public static bool IsOne(Secret secret) => secret.Value.StartsWith(Marker, StringComparison.Ordinal);

    /// <summary>The usable authorities among these secrets, with their secrets' versions.</summary>
    public static IEnumerable<(DevelopmentAuthority Authority, string Version)> Among(IReadOnlyList<Secret> secrets) => secrets
        .Where(IsOne)
        .Select(s => (Authority: s_read.GetValue(s, Read), s.Version))
        .Where(s => s.Authority.Key is not null);

    /// <summary>A new one, as the text of a secret.</summary>
    public static string Create()
    {
        using var key = RSA.Create(MinBits);
        return $"{Marker}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    private static DevelopmentAuthority Read(Secret secret)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(secret.Value);
            if (key.KeySize >= MinBits)
            {
                return new DevelopmentAuthority(key);
            }
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            // Told as an instance that is not set up.
        }

        key.Dispose();
        return new DevelopmentAuthority(null);
    }
}
