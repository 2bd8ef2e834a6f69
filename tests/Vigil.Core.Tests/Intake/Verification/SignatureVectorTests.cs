using System.Text;
using System.Text.Json;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Intake.Verification;

/// <summary>Signatures that the senders' own documents and libraries publish.</summary>
public sealed class SignatureVectorTests
{
    private static readonly Dictionary<string, IVerificationScheme> s_schemes = new()
    {
        ["github-hmac-sha256"] = Schemes.GitHub,
        ["standard-webhooks"] = Schemes.Standard,
        ["standard-webhooks-ed25519"] = Schemes.Standard,
        ["slack-v0"] = Schemes.Hmac(Schemes.SlackYaml),
        ["pagerduty-v1"] = Schemes.Hmac(Schemes.PagerDutyYaml),
    };

    /// <summary>Files whose verdict is ours to choose: hex in either case; no asymmetric keys.</summary>
    private static readonly Dictionary<string, bool> s_ours = new()
    {
        ["github_doc_uppercase_hex"] = true,
        ["standardwebhooks_v1a_ed25519_valid"] = false,
    };

    [Fact]
    public void Github_s_documented_example_verifies()
    {
        var headers = new GivenHeaders
        {
            { "X-Hub-Signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17" },
        };
        Assert.True(Schemes.GitHub.Verify(headers, "Hello, World!"u8, [new Secret("1", "It's a Secret to Everybody")], default).IsAuthentic);
    }

    [Fact]
    public void Every_published_vector_of_our_schemes_is_judged_as_published()
    {
        Assert.SkipWhen(Repository.Payloads is null, "The checkout has no payloads beside it.");
        var judged = 0;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Payloads!, "signatures"), "*.json"))
        {
            using var vector = JsonDocument.Parse(System.IO.File.ReadAllBytes(file));
            if (s_schemes.TryGetValue(vector.RootElement.GetProperty("scheme").GetString()!, out var scheme))
            {
                var expected = s_ours.TryGetValue(Path.GetFileNameWithoutExtension(file), out var ours)
                    ? ours
                    : vector.RootElement.GetProperty("valid").GetBoolean();
                Assert.True(expected == IsAuthentic(scheme, vector.RootElement), Path.GetFileName(file));
                judged++;
            }
        }

        Assert.True(judged >= 14, $"Only {judged} vectors were found.");
    }

    private static bool IsAuthentic(IVerificationScheme scheme, JsonElement vector)
    {
        var headers = new GivenHeaders();
        foreach (var header in vector.GetProperty("headers").EnumerateObject())
        {
            headers.Add(header.Name, header.Value.GetString());
        }

        var now = vector.TryGetProperty("now", out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds.GetInt64()) : default;
        var body = Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!);
        return scheme.Verify(headers, body, [new Secret("1", vector.GetProperty("secret").GetString()!)], now).IsAuthentic;
    }
}
