using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;
using Vigil.Core.Senders;

namespace Vigil.Core.Intake.Verification.Tokens;

/// <summary>Which tokens a product makes, before an instance says for whom.</summary>
/// <param name="Issuers"><c>{tenant}</c> stands for the instance's tenant.</param>
internal sealed record TokenTerms(string Keys, IReadOnlyList<string> Issuers, IReadOnlyList<string> Roles, IReadOnlyList<string> Apps)
{
    private const string Tenant = "{tenant}";

    public static TokenTerms Read(ProfileParameters parameters)
    {
        var keys = parameters.RequireString("keys");
        var issuers = parameters.Strings("issuers");
        if (issuers.Count == 0)
        {
            throw parameters.Error("issuers", "'issuers' must name at least one issuer");
        }

        return Uri.TryCreate(keys.Replace(Tenant, "t", StringComparison.Ordinal), UriKind.Absolute, out var address)
            && address.Scheme == Uri.UriSchemeHttps && !address.Host.Contains('{', StringComparison.Ordinal) && keys.IndexOf(Tenant, StringComparison.Ordinal) is -1 or > 8
                ? new TokenTerms(keys, issuers, parameters.Strings("roles"), parameters.Strings("apps"))
                : throw parameters.Error("keys", "'keys' must be an https address whose host is fixed");
    }

    /// <summary>Why no token can be for this instance, or <see cref="Reason.None"/>.</summary>
    public Reason CheckSetup(SenderInstance instance) =>
        string.IsNullOrEmpty(instance.Trust.Audience) || (NeedsTenant && string.IsNullOrEmpty(instance.Trust.EntraTenant)) ? Reason.TrustMissing : Reason.None;

    /// <summary>The rules for one instance, which is set up.</summary>
    public TokenRules For(SenderInstance instance, IReadOnlyList<Secret> secrets)
    {
        string Fill(string text) => text.Replace(Tenant, instance.Trust.EntraTenant, StringComparison.Ordinal);
        return new TokenRules(
            new Uri(Fill(Keys)), [.. Issuers.Select(Fill)], Audiences(instance.Trust.Audience!), Roles, Apps,
            [.. DevelopmentAuthority.Among(secrets).Select(a => KeyValuePair.Create(a.Authority.Id, a.Authority.Key!))]);
    }

    private bool NeedsTenant => Issuers.Append(Keys).Any(t => t.Contains(Tenant, StringComparison.Ordinal));

    /// <summary>Entra writes the app id in version 2 tokens and the app's URI in version 1.</summary>
    private static IReadOnlyList<string> Audiences(string audience) => Guid.TryParse(audience, out _) ? [audience, "api://" + audience] : [audience];
}
