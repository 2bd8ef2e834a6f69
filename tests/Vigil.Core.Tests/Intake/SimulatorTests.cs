using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Vigil.Core.Intake;
using Vigil.Core.Intake.Keys;
using Vigil.Core.Intake.Verification;
using Vigil.Core.Ports;
using Vigil.Core.Senders;
using Vigil.Core.Tests.Intake.Support;
using Vigil.Web.Webhooks.Keys;
using Xunit;

namespace Vigil.Core.Tests.Intake;

/// <summary>What plays the senders against what judges them.</summary>
public sealed class SimulatorTests
{
    private const string Text = "a user:and a password of many bytes";

    private static readonly DateTimeOffset s_now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
    private static readonly Secret[] s_secrets = Secrets(Text, 1);
    private static readonly Secret[] s_others = Secrets(Text + "!", 2);

    public static TheoryData<string> Profiles => [.. ProfileCatalog.LoadEmbedded().Profiles.Where(p => p.Verification is ISigningScheme).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Each_way_of_a_profile_takes_what_its_simulator_signs_and_nothing_that_another_secret_signed(string name)
    {
        var profile = ProfileCatalog.LoadEmbedded().Find(name)!;
        var instance = SenderInstance.Of(new InstanceOptions
        {
            Name = name,
            Trust = new InstanceTrust { Audience = "11111111-2222-3333-4444-555555555555", EntraTenant = "t", Topics = ["arn:aws:sns:eu-central-1:1:t"], SecretInUrl = true },
        });
        foreach (var scheme in Ways(profile))
        {
            foreach (var example in profile.Examples)
            {
                var signed = scheme.Sign(new SigningRequest(Encoding.UTF8.GetBytes(example.Body), instance, SecretsFor(scheme, s_secrets), "msg_1", s_now, new Ed25519()));
                var (judged, forged) = (await JudgeAsync(profile.Verification, instance, signed, s_secrets), await JudgeAsync(profile.Verification, instance, signed, s_others));

                // Of basic notifications of Graph the proof is good all the same.
                Assert.True(judged.Reason is Reason.None or Reason.NeedsRichNotifications, $"{scheme.Name}, {example.Name}: {judged.Reason}");
                Assert.False(forged.IsAuthentic, $"{scheme.Name}, {example.Name}: taken by another secret");
            }
        }
    }

    private static Secret[] Secrets(string text, byte fill) =>
        [new("1", text), new("2", Convert.ToBase64String([.. Enumerable.Repeat(fill, 32)])), new("3", DevelopmentAuthority.Create()), new("4", CertificateWithKey())];

    private static IEnumerable<ISigningScheme> Ways(SenderProfile profile) =>
        (profile.Verification is AnyScheme any ? any.Schemes : [profile.Verification]).Cast<ISigningScheme>();

    /// <summary>A scheme signs by the first secret that it can use: keys of Standard Webhooks are Base64.</summary>
    private static Secret[] SecretsFor(ISigningScheme scheme, Secret[] secrets) => scheme.Name == "standard-webhooks" ? [secrets[1]] : secrets;

    private static async Task<VerificationResult> JudgeAsync(IVerificationScheme scheme, SenderInstance instance, SignedDelivery signed, Secret[] secrets)
    {
        var headers = new GivenHeaders();
        foreach (var (header, value) in signed.Headers)
        {
            headers.Add(header, value);
        }

        var query = new GivenHeaders();
        foreach (var parameter in signed.UrlSuffix.StartsWith('?') ? signed.UrlSuffix[1..].Split('&') : [])
        {
            query.Add(parameter.Split('=')[0], Uri.UnescapeDataString(parameter.Split('=')[1]));
        }

        var delivery = new Delivery("POST", instance.Name, headers, null, null, Stream.Null)
        {
            Query = query,
            PathSecret = signed.UrlSuffix.StartsWith('/') ? Uri.UnescapeDataString(signed.UrlSuffix[1..]) : null,
        };
        var request = Schemes.Request(headers, secrets, s_now) with { Instance = instance, Delivery = delivery };
        var reason = scheme.CheckHead(request);
        return reason == Reason.None ? await scheme.VerifyAsync(request, signed.Body, TestContext.Current.CancellationToken) : VerificationResult.Refused(reason);
    }

    private static string CertificateWithKey()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Graph notifications", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem();
    }
}
