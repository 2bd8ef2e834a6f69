using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Web.Security;

namespace Vigil.Cli.Up;

/// <summary>Who may triage on one machine: bearers of a token of the configured authority, else the user of the loopback address.</summary>
internal static class Authentication
{
    /// <summary>The OpenID Connect authority, as in <c>https://login.microsoftonline.com/{tenant}/v2.0</c>.</summary>
    public const string AuthorityKey = "Triage:Authority";

    /// <summary>The audience that tokens must be for.</summary>
    public const string AudienceKey = "Triage:Audience";

    public static bool IsConfigured(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration[AuthorityKey]) && !string.IsNullOrEmpty(configuration[AudienceKey]);

    /// <summary>Why this head must not listen on the address; null when it may.</summary>
    public static string? WhyNotListenOn(IPAddress address, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration[AuthorityKey]) != string.IsNullOrEmpty(configuration[AudienceKey]))
        {
            return $"Refusing to start with half a login: {Variable(AuthorityKey)} and {Variable(AudienceKey)} need each other.";
        }

        return IPAddress.IsLoopback(address) || IsConfigured(configuration)
            ? null
            : $"Refusing to listen on {address}: without a login everybody who reaches it could triage. "
              + $"Set {Variable(AuthorityKey)} and {Variable(AudienceKey)}, or listen on 127.0.0.1.";
    }

    public static IServiceCollection AddTriageAuthentication(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthorizationCore();
        if (!IsConfigured(configuration))
        {
            // AddAuthentication would bring data protection, which writes keys that nothing here uses into the user's home.
            services.AddAuthenticationCore(options => options.DefaultScheme = LoopbackAuthentication.SchemeName).AddWebEncoders();
            new AuthenticationBuilder(services)
                .AddScheme<AuthenticationSchemeOptions, LoopbackAuthentication>(LoopbackAuthentication.SchemeName, null);
            return services;
        }

        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = configuration[AuthorityKey];
            options.Audience = configuration[AudienceKey];
            options.MapInboundClaims = false;
            options.TokenValidationParameters.RoleClaimType = Roles.ClaimType;
            options.TokenValidationParameters.NameClaimType = "preferred_username";
        });
        return services;
    }

    private static string Variable(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
