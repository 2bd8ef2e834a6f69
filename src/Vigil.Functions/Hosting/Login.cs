using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;
using Vigil.Web.Security;

namespace Vigil.Functions.Hosting;

/// <summary>Who may triage: bearers of a token of the configured authority, and nobody where none is configured.</summary>
internal static class Login
{
    public static IServiceCollection AddLogin(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthorizationCore();
        if (!LoginSettings.IsConfigured(configuration))
        {
            services.AddAuthentication(NoLogin.SchemeName).AddScheme<AuthenticationSchemeOptions, NoLogin>(NoLogin.SchemeName, null);
            return services;
        }

        var (authority, audience) = (configuration[LoginSettings.AuthorityKey], configuration[LoginSettings.AudienceKey]);
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddMicrosoftIdentityWebApi(
            bearer =>
            {
                bearer.Authority = authority;
                bearer.Audience = audience;
                bearer.TokenValidationParameters.ValidAudience = audience;
                bearer.MapInboundClaims = false;
                bearer.TokenValidationParameters.RoleClaimType = Roles.ClaimType;
                bearer.TokenValidationParameters.NameClaimType = LoginSettings.NameClaimType;
            },
            identity =>
            {
                identity.Authority = authority;
                identity.ClientId = audience;
                // Which role a call needs is for the guard to say; a token without any is authentic all the same.
                identity.AllowWebApiToBeAuthorizedByACL = true;
            });
        return services;
    }
}
