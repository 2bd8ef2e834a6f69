using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vigil.Core.Ports;

namespace Vigil.Core.Senders.Live;

/// <summary>
/// <c>audit/{blob}/{sha256}</c>: every text out of the reference data that came into force, word for word, by its digest and with the first time. Created before
/// it comes into force, once, whichever instance is first.
/// </summary>
internal sealed class SenderAudit(IBlobStore blobs, TimeProvider time)
{
    public async ValueTask TellAsync(SenderFile file, bool allowVerification, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetBytes(file.Text);
        var metadata = new Dictionary<string, string>
        {
            ["in_force_since"] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            ["verification_allowed"] = allowVerification ? "true" : "false",
        };
        await blobs.CreateAsync(Containers.Audit, $"{file.Name}/{Convert.ToHexStringLower(SHA256.HashData(text))}", text, metadata, cancellationToken);
    }
}
