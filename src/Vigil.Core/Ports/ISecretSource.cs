namespace Vigil.Core.Ports;

/// <summary>Where secrets come from. They are asked for by name, never taken from a profile.</summary>
public interface ISecretSource
{
    /// <summary><see cref="Reason.None"/>; <see cref="Reason.SecretsStale"/> while old ones stand in for those of a vault that cannot be reached; or
    /// <see cref="Reason.SecretsUnavailable"/>. As of the last time that any was asked for.</summary>
    Reason Health { get; }

    /// <summary>Every secret that is valid under this name now (several during rotation), newest first; empty when there is none.</summary>
    /// <param name="name">As in <c>webhook-github</c>: lower case, digits and hyphens.</param>
    /// <exception cref="StorageUnavailableException">It cannot be known now.</exception>
    ValueTask<IReadOnlyList<Secret>> GetAsync(string name, CancellationToken cancellationToken);
}

/// <summary>One version of a secret. <paramref name="Version"/> may be logged and stored, <paramref name="Value"/> never.</summary>
public sealed record Secret(string Version, string Value)
{
    public override string ToString() => $"Secret {Version}";
}
