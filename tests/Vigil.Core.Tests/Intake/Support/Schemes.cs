using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Senders;
using Vigil.Testing;

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

    public const string StripeYaml = """
        header: Stripe-Signature
        prefix: v1=
        separator: ","
        timestampField: t
        template: "{timestamp}.{body}"
        """;

    public const string PaddleYaml = """
        header: Paddle-Signature
        prefix: h1=
        separator: ";"
        timestampField: ts
        template: "{timestamp}:{body}"
        """;

    public const string EntraYaml = """
        issuers: ["https://sts.windows.net/{tenant}/", "https://login.microsoftonline.com/{tenant}/v2.0"]
        keys: https://login.microsoftonline.com/{tenant}/discovery/v2.0/keys
        apps: [461e8683-5575-4561-ac7f-899cc907d62a]
        roles: [ActionGroupsSecureWebhook]
        """;

    public static IVerificationScheme GitHub { get; } = Hmac(GitHubYaml);

    public static IVerificationScheme Standard { get; } = Create("standard-webhooks", "");

    public static IVerificationScheme Bearer { get; } = Create("shared-secret", "header: Authorization\nprefix: 'Bearer '");

    public static IVerificationScheme Hmac(string yaml) => Create("hmac", yaml);

    public static IVerificationScheme Create(string scheme, string yaml) => Read($"scheme: {scheme}\n{yaml}");

    public static IVerificationScheme Read(string yaml) => VerificationSchemes.Read(ProfileParameters.Parse("test.yaml", yaml));

    /// <summary>Judges a delivery of which only headers and body matter.</summary>
    public static VerificationResult Verify(
        this IVerificationScheme scheme, IDeliveryHeaders headers, ReadOnlySpan<byte> body, IReadOnlyList<Secret> secrets, DateTimeOffset now) =>
        scheme.VerifyAsync(Request(headers, secrets, now), body.ToArray(), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public static Reason CheckHeaders(this IVerificationScheme scheme, IDeliveryHeaders headers) => scheme.CheckHead(Request(headers, [], default));

    public static Reason CheckSecret(this IVerificationScheme scheme, Secret secret) => scheme.CheckSetup(SenderInstance.Unconfigured("test", "test"), [secret]);

    public static VerificationRequest Request(IDeliveryHeaders headers, IReadOnlyList<Secret> secrets, DateTimeOffset now, FakeWeb? web = null) => new(
        SenderInstance.Unconfigured("test", "test"), secrets, new Delivery("POST", "test", headers, null, null, Stream.Null), now,
        (web ?? new FakeWeb()).Services(new ManualTime(now)));
}
