using Vigil.Core.Intake;
using Vigil.Core.Senders;

namespace Vigil.Cli.Senders;

/// <summary>A sender profile in a list.</summary>
internal sealed record SenderInfo(string Name, string Title, string Scheme, string SecretVariable, int Examples, string Version)
{
    public static SenderInfo Of(SenderProfile profile) => new(
        profile.Name,
        profile.Title,
        profile.Verification.Name,
        EnvironmentSecretSource.VariableOf(profile.Name),
        profile.Examples.Count,
        profile.Version);
}

/// <summary>What the examples of a profile came to.</summary>
internal sealed record ProfileTest(string Profile, int Examples, IReadOnlyList<ExampleDifference> Differences);
