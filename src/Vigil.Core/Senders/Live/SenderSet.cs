using System.Collections.Frozen;
using Vigil.Core.Intake;

namespace Vigil.Core.Senders.Live;

/// <summary>The senders in force, swapped as a whole.</summary>
/// <param name="Overrides">Names of the profiles that come from the reference data.</param>
/// <param name="Instances">Instances that come from the reference data, by name.</param>
/// <param name="Refused">What stands in the reference data and is not in force.</param>
public sealed record SenderSet(
    ProfileCatalog Profiles,
    IReadOnlyList<string> Overrides,
    FrozenDictionary<string, SenderInstance> Instances,
    IReadOnlyList<SenderRefusal> Refused)
{
    public static SenderSet Shipped { get; } = new(ProfileCatalog.LoadEmbedded(), [], FrozenDictionary<string, SenderInstance>.Empty, []);
}
