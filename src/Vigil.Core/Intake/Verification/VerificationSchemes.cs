using Vigil.Core.Intake.Verification;
using Vigil.Core.Senders;

namespace Vigil.Core.Intake;

/// <summary>The schemes that profiles can name.</summary>
public static class VerificationSchemes
{
    private static readonly string[] s_names = [HmacScheme.SchemeName, StandardWebhooks.SchemeName, SharedSecretScheme.SchemeName];

    /// <summary>Builds the scheme that a profile asks for; a scheme that nobody knows is an error of the profile, never "no check".</summary>
    public static IVerificationScheme Create(string scheme, ProfileParameters parameters) => scheme switch
    {
        HmacScheme.SchemeName => new HmacScheme(HmacScheme.SchemeName, HmacRules.Read(parameters)),
        StandardWebhooks.SchemeName => StandardWebhooks.Create(),
        SharedSecretScheme.SchemeName => SharedSecretScheme.Create(parameters),
        _ => throw parameters.Error("scheme", $"unknown verification scheme '{scheme}'{NearestName.Hint(scheme, s_names)}"),
    };
}
