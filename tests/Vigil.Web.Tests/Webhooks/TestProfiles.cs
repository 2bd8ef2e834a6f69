using Microsoft.Extensions.DependencyInjection;
using Vigil.Core.Intake;
using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;
using Vigil.Core.Senders;
using Vigil.Core.Senders.Compilation;

namespace Vigil.Web.Tests.Webhooks;

/// <summary>Profiles that verify and shake hands as products do, and map nothing.</summary>
internal static class TestProfiles
{
    public const string Topic = "arn:aws:sns:eu-west-1:123456789012:findings";
    public const string Tenant = "6a3d0c2f-0d5b-4f57-9a1d-0d3a5a1b2c3d";

    private static readonly Dictionary<string, string> s_rules = new()
    {
        ["graph"] = """
            verification: {scheme: graph}
            handshakes: [{kind: graph-validation-token}]
            answers: {unauthenticated: 202}
            """,
        ["event-grid"] = """
            verification: {scheme: shared-secret, in: query, name: token}
            handshakes: [{kind: event-grid-validation}, {kind: cloudevents-options}]
            """,
        ["sns"] = """
            verification: {scheme: sns}
            handshakes: [{kind: sns-confirmation}]
            """,
        ["okta"] = """
            verification: {scheme: shared-secret, header: Authorization}
            handshakes: [{kind: okta-challenge}]
            answers: {accepted: 204, duplicate: 204, tooLarge: 200, busy: 503}
            """,
        ["slack"] = """
            verification: {scheme: hmac, header: X-Slack-Signature, prefix: "v0=", template: "v0:{timestamp}:{body}", timestampHeader: X-Slack-Request-Timestamp}
            handshakes: [{kind: slack-url-verification}]
            """,
        ["zoom"] = """
            verification: {scheme: hmac, header: x-zm-signature, prefix: "v0=", template: "v0:{timestamp}:{body}", timestampHeader: x-zm-request-timestamp}
            handshakes: [{kind: zoom-url-validation}]
            """,
        ["splunk"] = "verification: {scheme: shared-secret, in: path}",
    };

    public static Dictionary<string, string?> Settings { get; } = new()
    {
        ["Intake:Instances:0:Name"] = "sns",
        ["Intake:Instances:0:Trust:Topics:0"] = Topic,
        ["Intake:Instances:1:Name"] = "graph",
        ["Intake:Instances:1:Trust:Audience"] = "11111111-2222-3333-4444-555555555555",
        ["Intake:Instances:1:Trust:EntraTenant"] = Tenant,
        ["Intake:Instances:2:Name"] = "event-grid",
        ["Intake:Instances:2:Trust:SecretInUrl"] = "true",
        ["Intake:Instances:3:Name"] = "splunk",
        ["Intake:Instances:3:Trust:SecretInUrl"] = "true",
        ["Intake:Instances:4:Name"] = "splunk-closed",
        ["Intake:Instances:4:Profile"] = "splunk",
        ["Intake:Instances:5:Name"] = "okta-unset",
        ["Intake:Instances:5:Profile"] = "okta",
    };

    public static string Authority { get; } = DevelopmentAuthority.Create();

    /// <summary>Secrets of every instance but <c>okta-unset</c>, and a network of one's own.</summary>
    public static void Configure(IServiceCollection services, HttpMessageHandler network)
    {
        var profiles = s_rules.ToDictionary(p => p.Key, p => ProfileCompiler.Compile(p.Key + ".yaml", Yaml(p.Key, p.Value)));
        services.AddSingleton<ProfileLookup>(name => profiles.GetValueOrDefault(name));
        services.AddSingleton(new PinnedHttp(network));
        services.AddSingleton<ISecretSource>(new EnvironmentSecretSource(s_rules.Keys.Append("splunk-closed").ToDictionary(
            EnvironmentSecretSource.VariableOf, name => (string?)(name == "sns" ? Authority : WebhookServer.Key))));
    }

    public static SenderProfile Compile(string name) => ProfileCompiler.Compile(name + ".yaml", Yaml(name, s_rules[name]));

    private static string Yaml(string name, string rules) => $$"""
        profile: {{name}}
        title: {{name}}
        {{rules}}
        delivery: {contentTypes: [application/json, text/plain]}
        findings:
          - name: any
            finding: {finding_info.title: title}
        """;
}
