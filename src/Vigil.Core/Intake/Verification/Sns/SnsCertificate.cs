using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Vigil.Core.Intake.Keys;

namespace Vigil.Core.Intake.Verification.Sns;

/// <summary>
/// A signing certificate as SNS publishes it: the certificate alone, without the authorities above it. So the pinned host, over TLS, vouches for it; beyond that it must
/// be made for <see cref="Subject"/>, be valid now, and a chain that can be built must end in an authority of this machine.
/// </summary>
internal sealed class SnsCertificate
{
    private const string Subject = "sns.amazonaws.com";
    private const int MinBits = 2048;
    private const X509ChainStatusFlags Tolerated = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation
        | X509ChainStatusFlags.NotTimeValid;

    private readonly DateTimeOffset _notBefore;
    private readonly DateTimeOffset _notAfter;
    private readonly RSA? _key;

    private SnsCertificate(DateTimeOffset notBefore, DateTimeOffset notAfter, RSA? key) => (_notBefore, _notAfter, _key) = (notBefore, notAfter, key);

    public static SnsCertificate Read(KeyDocument document)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(Encoding.ASCII.GetString(document.Content.Span));
            var leaf = certificates.FirstOrDefault();
            if (leaf is not null && leaf.MatchesHostname(Subject, allowWildcards: false) && leaf.GetRSAPublicKey() is { KeySize: >= MinBits } key && IsChainSound(leaf, certificates))
            {
                return new SnsCertificate(leaf.NotBefore, leaf.NotAfter, key);
            }
        }
        catch (CryptographicException)
        {
            // Told as a certificate that is refused.
        }

        return new SnsCertificate(default, default, null);
    }

    /// <summary>The key at this time, or null when the certificate is not to be trusted.</summary>
    public RSA? KeyAt(DateTimeOffset time) => time >= _notBefore && time <= _notAfter ? _key : null;

    private static bool IsChainSound(X509Certificate2 leaf, X509Certificate2Collection others)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.ExtraStore.AddRange(others);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;

        // Nothing but the pinned host is asked for anything.
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = leaf.NotBefore;
        chain.Build(leaf);
        return chain.ChainStatus.All(s => (s.Status & ~Tolerated) == 0);
    }
}
