using Vigil.Core.Intake;
using Vigil.Core.Senders;

namespace Vigil.Core.Tests.Intake.Support;

/// <summary>Schemes as profiles write them.</summary>
internal static class Schemes
{
    public const string GitHubYaml = """
        header: X-Hub-Signature-256
        prefix: sha256=
        """;

    public const string SlackYaml = """
        header: X-Slack-Signature
        prefix: v0=
        template: "v0:{timestamp}:{body}"
        timestampHeader: X-Slack-Request-Timestamp
        """;

    public const string CrowdStrikeYaml = """
        header: X-Cs-Primary-Signature
        encoding: base64
        template: "{body}{timestamp}"
        timestampHeader: X-Cs-Delivery-Timestamp
        timestampFormat: rfc3339
        separator: ","
        """;

    public const string PagerDutyYaml = """
        header: X-PagerDuty-Signature
        prefix: v1=
        separator: ","
        """;

    public static IVerificationScheme GitHub { get; } = Hmac(GitHubYaml);

    public static IVerificationScheme Standard { get; } = Create("standard-webhooks", "");

    public static IVerificationScheme Bearer { get; } = Create("shared-secret", "header: Authorization\nprefix: 'Bearer '");

    public static IVerificationScheme Hmac(string yaml) => Create("hmac", yaml);

    public static IVerificationScheme Create(string scheme, string yaml) =>
        VerificationSchemes.Create(scheme, ProfileParameters.Parse("test.yaml", $"scheme: {scheme}\n{yaml}"));
}
