using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Vigil.Core.Senders;

namespace Vigil.Core.Intake;

/// <summary>The instances there are: the configured ones, and every profile under its own name (it has to have a secret to be of use).</summary>
/// <param name="profiles">The profile of a name, or null.</param>
/// <param name="added">An instance beside the configured ones, or null.</param>
public sealed class SenderInstances(IOptions<IntakeOptions> options, ProfileLookup profiles, InstanceLookup? added = null)
{
    private readonly FrozenDictionary<string, SenderInstance> _configured =
        options.Value.Instances.Select(SenderInstance.Of).ToFrozenDictionary(i => i.Name);

    /// <summary>As many as there are profiles at most: only names of profiles get in.</summary>
    private readonly ConcurrentDictionary<string, SenderInstance> _implicit = new();

    /// <summary>The instance and its profile; null when nobody configured it, its profile is gone, or it is none of senders.</summary>
    public (SenderInstance Instance, SenderProfile Profile)? Find(string name)
    {
        var instance = _configured.GetValueOrDefault(name) ?? added?.Invoke(name);
        if (profiles(name) is { Verification: InternalScheme } || profiles(instance?.Profile ?? name) is not { Verification: not InternalScheme } profile)
        {
            return null;
        }

        return (instance ?? _implicit.GetOrAdd(name, n => SenderInstance.Unconfigured(n, n)), profile);
    }
}
