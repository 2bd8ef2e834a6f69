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
    /// <summary>Why this head must not listen on the address; null when it may.</summary>
    public static string? WhyNotListenOn(IPAddress address, IConfiguration configuration)
    {
        if (LoginSettings.IsHalfConfigured(configuration))
        {
            return $"Refusing to start with half a login: {Variable(LoginSettings.AuthorityKey)} and {Variable(LoginSettings.AudienceKey)} need each other.";
        }

        return IPAddress.IsLoopback(address) || LoginSettings.IsConfigured(configuration)
            ? null
            : $"Refusing to listen on {address}: without a login everybody who reaches it could triage. "
              + $"Set {Variable(LoginSettings.AuthorityKey)} and {Variable(LoginSettings.AudienceKey)}, or listen on 127.0.0.1.";
    }

    public static IServiceCollection AddTriageAuthentication(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthorizationCore();
        if (!LoginSettings.IsConfigured(configuration))
        {
            // AddAuthentication would bring data protection, which writes keys that nothing here uses into the user's home.
            services.AddAuthenticationCore(options => options.DefaultScheme = LoopbackAuthentication.SchemeName).AddWebEncoders();
            new AuthenticationBuilder(services)
                .AddScheme<AuthenticationSchemeOptions, LoopbackAuthentication>(LoopbackAuthentication.SchemeName, null);
            return services;
        }

        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = configuration[LoginSettings.AuthorityKey];
            options.Audience = configuration[LoginSettings.AudienceKey];
            options.MapInboundClaims = false;
            options.TokenValidationParameters.RoleClaimType = Roles.ClaimType;
            options.TokenValidationParameters.NameClaimType = LoginSettings.NameClaimType;
        });
        return services;
    }

    private static string Variable(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
