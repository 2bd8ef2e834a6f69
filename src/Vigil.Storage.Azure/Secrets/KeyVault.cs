using System.Globalization;
using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Vigil.Core.Ports;

namespace Vigil.Storage.Azure.Secrets;

/// <summary><see cref="ISecretVault"/> over Azure Key Vault: each enabled version of a secret counts, which is how secrets are rotated there.</summary>
internal sealed class KeyVault(SecretClient client, TimeProvider time) : ISecretVault
{
    /// <summary>Versions that are read of one secret, the newest; a rotation needs two.</summary>
    public const int MaxVersions = 5;

    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(10);

    public async ValueTask<IReadOnlyList<Secret>> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var secrets = new List<Secret>();
            foreach (var version in await ListValidAsync(name, cancellationToken))
            {
                var secret = await client.GetSecretAsync(name, version, cancellationToken: cancellationToken);
                secrets.Add(new Secret(version, secret.Value.Value));
            }

            return secrets;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return [];
        }
        catch (RequestFailedException exception) when (exception.Status is 0 or 408 or 429 or >= 500)
        {
            throw Unavailable(exception.Status.ToString(CultureInfo.InvariantCulture), exception);
        }
        catch (AggregateException exception)
        {
            // Every retry failed before there was an answer.
            throw Unavailable("no answer", exception);
        }
        catch (AuthenticationFailedException exception)
        {
            // No token could be had: nobody was asked, and nobody refused.
            throw Unavailable("no token", exception);
        }
    }

    private async ValueTask<IReadOnlyList<string>> ListValidAsync(string name, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var valid = new List<SecretProperties>();
        await foreach (var version in client.GetPropertiesOfSecretVersionsAsync(name, cancellationToken))
        {
            if (version.Enabled == true && !(version.NotBefore > now) && !(version.ExpiresOn <= now))
            {
                valid.Add(version);
            }
        }

        return [.. valid.OrderByDescending(v => v.CreatedOn).Take(MaxVersions).Select(v => v.Version)];
    }

    private static StorageUnavailableException Unavailable(string what, Exception cause) =>
        new($"Key Vault cannot be reached ({what}).", s_retryAfter, cause);
}
