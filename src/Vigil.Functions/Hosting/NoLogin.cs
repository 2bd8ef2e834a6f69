using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vigil.Web.Security;

namespace Vigil.Functions.Hosting;

/// <summary>Refuses everybody, where no login is configured; webhooks go on, which ask for none.</summary>
internal sealed partial class NoLogin(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "NoLogin";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        Log.NotConfigured(Logger, LoginSettings.AuthorityKey, LoginSettings.AudienceKey);
        return Task.FromResult(AuthenticateResult.NoResult());
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Nobody can triage: {Authority} and {Audience} are not both set")]
        public static partial void NotConfigured(ILogger logger, string authority, string audience);
    }
}
