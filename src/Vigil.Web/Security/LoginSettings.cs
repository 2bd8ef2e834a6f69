using Microsoft.Extensions.Configuration;

namespace Vigil.Web.Security;

/// <summary>The settings of the login for triage, the same in every head. Both are needed.</summary>
public static class LoginSettings
{
    /// <summary>The OpenID Connect authority, as in <c>https://login.microsoftonline.com/{tenant}/v2.0</c>.</summary>
    public const string AuthorityKey = "Triage:Authority";

    /// <summary>The audience that tokens must be for.</summary>
    public const string AudienceKey = "Triage:Audience";

    /// <summary>The claim that a person is named by.</summary>
    public const string NameClaimType = "preferred_username";

    public static bool IsConfigured(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration[AuthorityKey]) && !string.IsNullOrEmpty(configuration[AudienceKey]);

    /// <summary>True where one of the two is missing.</summary>
    public static bool IsHalfConfigured(IConfiguration configuration) =>
        string.IsNullOrEmpty(configuration[AuthorityKey]) != string.IsNullOrEmpty(configuration[AudienceKey]);
}
