namespace Vigil.Core.Ports;

/// <summary>A vault of secrets over the network, as it is; what may be remembered of it, and for how long, is not its concern.</summary>
public interface ISecretVault
{
    /// <summary>Every enabled version of the secret, newest first; empty when there is none of this name.</summary>
    /// <exception cref="StorageUnavailableException">The vault cannot be reached. Any other exception: it was reached, and refuses.</exception>
    ValueTask<IReadOnlyList<Secret>> ReadAsync(string name, CancellationToken cancellationToken);
}
