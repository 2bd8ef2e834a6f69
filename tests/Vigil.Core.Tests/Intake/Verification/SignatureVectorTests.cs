using System.Globalization;
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
        ["stripe-v1"] = Schemes.Hmac(Schemes.StripeYaml),
        ["aws-sns-v1"] = Schemes.Create("sns", ""),
        ["aws-sns-v2"] = Schemes.Create("sns", ""),
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
    public async Task Every_published_vector_is_judged_as_published()
    {
        Assert.SkipWhen(Repository.Payloads is null, "The checkout has no payloads beside it.");
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Payloads!, "signatures"), "*.json").ToList();
        foreach (var file in files)
        {
            using var document = JsonDocument.Parse(await System.IO.File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            var vector = document.RootElement;

            // Upper-case hex is the receiver's choice; ours is to take it.
            var valid = vector.GetProperty("valid");
            var expected = valid.ValueKind == JsonValueKind.String || valid.GetBoolean();
            var result = await JudgeAsync(vector);
            Assert.True(expected == result.IsAuthentic, $"{Path.GetFileName(file)}: {result.Reason}");
        }

        Assert.True(files.Count >= 27, $"Only {files.Count} vectors were found.");
    }

    private static async Task<VerificationResult> JudgeAsync(JsonElement vector)
    {
        var headers = new GivenHeaders();
        foreach (var header in vector.GetProperty("headers").EnumerateObject())
        {
            headers.Add(header.Name, header.Value.GetString());
        }

        var body = vector.GetProperty("body").GetString()!;
        var secrets = vector.GetProperty("secret").GetString() is { } secret ? [new Secret("1", secret)] : Array.Empty<Secret>();
        var web = new FakeWeb();
        var request = Schemes.Request(headers, secrets, Now(vector, body), web);
        if (vector.TryGetProperty("certificate_pem", out var pem))
        {
            using var message = JsonDocument.Parse(body);
            web.Put(message.RootElement.GetProperty("SigningCertURL").GetString()!, Encoding.ASCII.GetBytes(pem.GetString()!));
            request.Instance.Trust.Topics.Add(message.RootElement.GetProperty("TopicArn").GetString()!);
        }

        return await s_schemes[vector.GetProperty("scheme").GetString()!].VerifyAsync(request, Encoding.UTF8.GetBytes(body), CancellationToken.None);
    }

    private static DateTimeOffset Now(JsonElement vector, string body)
    {
        if (vector.TryGetProperty("now", out var seconds))
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds.GetInt64());
        }

        if (vector.TryGetProperty("now_iso", out var iso))
        {
            return DateTimeOffset.Parse(iso.GetString()!, CultureInfo.InvariantCulture);
        }

        return vector.TryGetProperty("certificate_pem", out _) ? JsonDocument.Parse(body).RootElement.GetProperty("Timestamp").GetDateTimeOffset() : default;
    }
}
