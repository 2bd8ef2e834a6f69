using Vigil.Core.Intake.Verification;
using Vigil.Core.Intake.Verification.Graph;
using Vigil.Core.Intake.Verification.Hmac;
using Vigil.Core.Intake.Verification.PublicKeys;
using Vigil.Core.Intake.Verification.Shared;
using Vigil.Core.Intake.Verification.Sns;
using Vigil.Core.Intake.Verification.Tokens;
using Vigil.Core.Senders;

namespace Vigil.Core.Intake;

/// <summary>The schemes that profiles can name.</summary>
public static class VerificationSchemes
{
    private const string Alternatives = "any";

    private static readonly Dictionary<string, Func<ProfileParameters, IVerificationScheme>> s_schemes = new(StringComparer.Ordinal)
    {
        [HmacScheme.SchemeName] = p => new HmacScheme(HmacScheme.SchemeName, HmacRules.Read(p)),
        [StandardWebhooks.SchemeName] = StandardWebhooks.Create,
        [SharedSecretScheme.SchemeName] = SharedSecretScheme.Create,
        [JwtScheme.SchemeName] = JwtScheme.Create,
        [SnsScheme.SchemeName] = SnsScheme.Create,
        [GraphScheme.SchemeName] = _ => new GraphScheme(),
        [EcdsaScheme.SchemeName] = EcdsaScheme.Create,
        [InternalScheme.SchemeName] = _ => new InternalScheme(),
    };

    /// <summary>The scheme, or the alternatives, that a profile's section <c>verification</c> asks for; nothing in it is left unread.</summary>
    public static IVerificationScheme Read(ProfileParameters section)
    {
        if (!section.Has(Alternatives))
        {
            return ReadOne(section);
        }

        var schemes = section.Sections(Alternatives).Select(ReadOne).ToList();
        section.RejectUnknown();
        return schemes.Count > 1 ? new AnyScheme(schemes) : throw section.Error(Alternatives, "'any' must hold at least two schemes");
    }

    /// <summary>Builds the scheme that a profile asks for; a scheme that nobody knows is an error of the profile, never "no check".</summary>
    public static IVerificationScheme Create(string scheme, ProfileParameters parameters) => s_schemes.TryGetValue(scheme, out var create)
        ? create(parameters)
        : throw parameters.Error("scheme", $"unknown verification scheme '{scheme}'{NearestName.Hint(scheme, s_schemes.Keys)}");

    private static IVerificationScheme ReadOne(ProfileParameters parameters)
    {
        var scheme = Create(parameters.RequireString("scheme"), parameters);
        parameters.RejectUnknown();
        return scheme;
    }
}
