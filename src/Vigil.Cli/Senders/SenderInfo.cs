using Vigil.Core.Intake;
using Vigil.Core.Senders;

namespace Vigil.Cli.Senders;

/// <summary>A sender profile in a list.</summary>
/// <param name="Origin"><c>shipped</c>, or <c>reference</c> data.</param>
/// <param name="Refused">What is wrong with a newer version in the reference data, as <c>file:line: what</c>.</param>
internal sealed record SenderInfo(
    string Name, string Title, string Scheme, string SecretVariable, int Examples, string Version, string Origin, string? Refused)
{
    public static SenderInfo Of(SenderProfile profile, bool shipped, string? refused) => new(
        profile.Name,
        profile.Title,
        profile.Verification.Name,
        EnvironmentSecretSource.VariableOf(profile.Name),
        profile.Examples.Count,
        profile.Version,
        shipped ? "shipped" : "reference",
        refused);
}
