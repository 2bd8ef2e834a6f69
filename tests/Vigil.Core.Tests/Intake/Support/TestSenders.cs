using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vigil.Core.Intake;
using Vigil.Core.Normalization;
using Vigil.Core.Senders;

namespace Vigil.Core.Tests.Intake.Support;

/// <summary>Profiles for intake, which maps nothing, and deliveries that they verify.</summary>
internal static class TestSenders
{
    public const string Key = "the secret that both sides know!";
    public const int MaxBodyBytes = 64 * 1024;
    public const int MaxJsonDepth = 8;

    private static readonly Dictionary<string, SenderProfile> s_profiles = new()
    {
        ["github"] = Profile("github", Schemes.GitHub, new AnswerCodes(Accepted: 200)),
        ["standard"] = Profile("standard", Schemes.Standard, new AnswerCodes(Unauthenticated: 403)),
        ["lines"] = Profile("lines", Schemes.GitHub, new AnswerCodes(), lines: true, gzip: true),
        ["slack"] = Profile("slack", Schemes.Hmac(Schemes.SlackYaml), new AnswerCodes()),
    };

    public static string StandardKey { get; } = "whsec_" + Convert.ToBase64String(Encoding.UTF8.GetBytes(Key));

    public static SenderProfile? Find(string name) => s_profiles.GetValueOrDefault(name);

    public static GivenHeaders GitHubHeaders(byte[] body, string key) => new()
    {
        { "Content-Type", "application/json" },
        { "X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), body)) },
    };

    public static GivenHeaders StandardHeaders(string id, DateTimeOffset time, byte[] body)
    {
        var stamp = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{stamp}."), .. body];
        return new GivenHeaders
        {
            { "Content-Type", "application/json" },
            { "webhook-id", id },
            { "webhook-timestamp", stamp },
            { "webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), signed)) },
        };
    }

    public static GivenHeaders SlackHeaders(DateTimeOffset time, byte[] body)
    {
        var stamp = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{stamp}:"), .. body];
        return new GivenHeaders
        {
            { "Content-Type", "application/json" },
            { "X-Slack-Request-Timestamp", stamp },
            { "X-Slack-Signature", "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), signed)) },
        };
    }

    private static SenderProfile Profile(string name, IVerificationScheme scheme, AnswerCodes answers, bool lines = false, bool gzip = false) => new()
    {
        Name = name,
        Version = "0123456789ab",
        Title = name,
        Verification = scheme,
        Handshakes = Handshakes.Read([ProfileParameters.Parse("test.yaml", "kind: ping-event\nheader: X-GitHub-Event")]),
        Delivery = new DeliveryRules(
            ["application/json", "application/x-ndjson", "application/x-www-form-urlencoded"], "X-GitHub-Delivery", ["x-github-event"], MaxBodyBytes, MaxJsonDepth, Lines: lines, Gzip: gzip),
        Answers = answers,
        Mapping = new NoMapping(),
        Examples = [],
    };

    private sealed class NoMapping : AlertMapping
    {
        public override NormalizedAlert Map(AlertContext context, ReadOnlyMemory<byte> body) => new("test", []);
    }
}
