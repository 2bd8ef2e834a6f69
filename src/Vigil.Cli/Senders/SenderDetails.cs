using Vigil.Core.Intake;
using Vigil.Core.Senders;

namespace Vigil.Cli.Senders;

/// <summary>What an administrator has to know to connect a product.</summary>
/// <param name="Path">Where it posts to.</param>
/// <param name="Secret">Environment variable of its secret.</param>
internal sealed record SenderDetails(
    string Name,
    string Title,
    string Version,
    string Path,
    string Scheme,
    string Secret,
    IReadOnlyList<string> Handshakes,
    DeliveryRules Delivery,
    AnswerCodes Answers,
    IReadOnlyList<string> Examples)
{
    public static SenderDetails Of(SenderProfile profile) => new(
        profile.Name,
        profile.Title,
        profile.Version,
        $"/api/webhooks/{profile.Name}",
        profile.Verification.Name,
        EnvironmentSecretSource.VariableOf(profile.Name),
        [.. profile.Handshakes.Verified.Select(h => h.Name), .. profile.Handshakes.Challenges.Select(c => c.Name)],
        profile.Delivery,
        profile.Answers,
        [.. profile.Examples.Select(e => e.Name)]);
}
