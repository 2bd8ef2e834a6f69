using System.Security.Cryptography;
using System.Text;
using Vigil.Core.Intake;
using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Vigil.Web.Webhooks.Keys;
using Xunit;

namespace Vigil.Core.Tests.Intake.Verification;

/// <summary>Senders that keep the private key to themselves: Standard Webhooks v1a (Ed25519) and SendGrid (ECDSA).</summary>
public sealed class PublicKeyTests
{
    private static readonly byte[] s_body = """{"a":1}"""u8.ToArray();
    private static readonly DateTimeOffset s_now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
    private static readonly Ed25519 s_ed25519 = new();
    private static readonly byte[] s_seed = SHA256.HashData("a seed"u8);
    private static readonly string s_private = "whsk_" + Convert.ToBase64String(s_seed);
    private static readonly string s_public = "whpk_" + Convert.ToBase64String(s_ed25519.PublicKeyOf(s_seed));
    private static readonly IVerificationScheme s_sendGrid = Schemes.Create(
        "ecdsa", "header: X-Twilio-Email-Event-Webhook-Signature\ntimestampHeader: X-Twilio-Email-Event-Webhook-Timestamp");

    /// <summary>RFC 8032, 7.1.</summary>
    [Theory]
    [InlineData(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    public void The_vectors_of_the_standard_hold(string seed, string key, string message, string signature)
    {
        Assert.Equal(key, Convert.ToHexStringLower(s_ed25519.PublicKeyOf(Convert.FromHexString(seed))));
        Assert.Equal(signature, Convert.ToHexStringLower(s_ed25519.Sign(Convert.FromHexString(seed), Convert.FromHexString(message))));
        Assert.True(s_ed25519.Verify(Convert.FromHexString(key), Convert.FromHexString(message), Convert.FromHexString(signature)));
        Assert.False(s_ed25519.Verify(Convert.FromHexString(key), [.. Convert.FromHexString(message), 0], Convert.FromHexString(signature)));
    }

    [Fact]
    public void A_key_of_small_order_which_signs_everything_is_no_key()
    {
        var identity = new byte[IEd25519.KeyBytes];
        identity[0] = 1;
        byte[] signature = [.. identity, .. new byte[IEd25519.KeyBytes]];
        Assert.False(s_ed25519.Verify(identity, s_body, signature));
        Assert.False(s_ed25519.Verify(new byte[31], s_body, signature));
        Assert.False(s_ed25519.Verify(identity, s_body, new byte[63]));
    }

    [Theory]
    [InlineData("right", 0, Reason.None)]
    [InlineData("v1,{zero32} right", 0, Reason.None)]
    [InlineData("wrong right", 0, Reason.None)]
    [InlineData("wrong", 0, Reason.SignatureMismatch)]
    [InlineData("wrong wrong wrong wrong", 0, Reason.SignatureMismatch)]
    [InlineData("wrong wrong wrong wrong right", 0, Reason.SignatureMalformed)]
    [InlineData("right", 301, Reason.TimestampTooOld)]
    [InlineData("right", -301, Reason.TimestampTooNew)]
    [InlineData("", 0, Reason.SignatureMalformed)]
    [InlineData("v1a,", 0, Reason.SignatureMalformed)]
    [InlineData("v1,{zero32}", 0, Reason.SignatureMalformed)]
    public void A_v1a_signature_is_judged_like_any_other(string signatures, int age, Reason expected)
    {
        var right = Signed(s_private)["webhook-signature"];
        var wrong = Signed("whsk_" + Convert.ToBase64String(SHA256.HashData("another"u8)))["webhook-signature"];
        var value = signatures
            .Replace("right", right, StringComparison.Ordinal).Replace("wrong", wrong, StringComparison.Ordinal)
            .Replace("{zero32}", Convert.ToBase64String(new byte[32]), StringComparison.Ordinal);
        var headers = new GivenHeaders
        {
            { "webhook-id", "msg_1" }, { "webhook-timestamp", Signed(s_private)["webhook-timestamp"] }, { "webhook-signature", value },
        };

        Assert.Equal(expected, Schemes.Standard.Verify(headers, s_body, [new Secret("1", s_public)], s_now.AddSeconds(age)).Reason);
    }

    [Fact]
    public void Shared_and_public_keys_stand_side_by_side_during_a_change()
    {
        Secret[] both = [new("1", TestSenders.StandardKey), new("2", s_public)];
        var asymmetric = new GivenHeaders();
        foreach (var (name, value) in Signed(s_private))
        {
            asymmetric.Add(name, value);
        }

        Assert.Equal((Reason.None, "2"), Of(Schemes.Standard.Verify(asymmetric, s_body, both, s_now)));
        Assert.Equal((Reason.None, "1"), Of(Schemes.Standard.Verify(TestSenders.StandardHeaders("msg_1", s_now, s_body), s_body, both, s_now)));
        Assert.Equal((Reason.None, "1"), Of(Schemes.Standard.Verify(asymmetric, s_body, [new Secret("1", s_private)], s_now)));
        Assert.Equal(Reason.SignatureMalformed, Schemes.Standard.Verify(asymmetric, s_body, [both[0]], s_now).Reason);
    }

    [Theory]
    [InlineData("whpk_", Reason.SecretMalformed)]
    [InlineData("whpk_AAAA", Reason.SecretMalformed)]
    [InlineData("whpk_not base64", Reason.SecretMalformed)]
    [InlineData("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=", Reason.None)]
    public void A_public_key_has_32_bytes(string key, Reason expected) => Assert.Equal(expected, Schemes.Standard.CheckSecret(new Secret("1", key)));

    [Theory]
    [InlineData("right", "now", Reason.None)]
    [InlineData("right", "later", Reason.SignatureMismatch)]
    [InlineData("rightForOld", "old", Reason.TimestampTooOld)]
    [InlineData("other", "now", Reason.SignatureMismatch)]
    [InlineData("raw", "now", Reason.SignatureMismatch)]
    [InlineData("cut", "now", Reason.SignatureMismatch)]
    [InlineData("hex", "now", Reason.SignatureMalformed)]
    [InlineData("empty", "now", Reason.SignatureMalformed)]
    [InlineData("twice", "now", Reason.SignatureMalformed)]
    [InlineData("absent", "now", Reason.SignatureMissing)]
    [InlineData("right", "absent", Reason.TimestampMissing)]
    [InlineData("right", "garbled", Reason.TimestampMalformed)]
    public void An_ecdsa_signature_covers_timestamp_and_body(string kind, string time, Reason expected)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var another = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = $"{s_now.ToUnixTimeSeconds()}";
        var old = $"{s_now.AddSeconds(-301).ToUnixTimeSeconds()}";
        string Sign(ECDsa signer, string stamp, DSASignatureFormat format = DSASignatureFormat.Rfc3279DerSequence) =>
            Convert.ToBase64String(signer.SignData([.. Encoding.ASCII.GetBytes(stamp), .. s_body], HashAlgorithmName.SHA256, format));
        var right = Sign(key, now);
        string[] signatures = kind switch
        {
            "right" => [right],
            "rightForOld" => [Sign(key, old)],
            "other" => [Sign(another, now)],
            "raw" => [Sign(key, now, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)],
            "cut" => [right[..^8]],
            "hex" => [Convert.ToHexStringLower(Convert.FromBase64String(right))],
            "empty" => [""],
            "twice" => [right, right],
            _ => [],
        };
        var headers = new GivenHeaders
        {
            { "X-Twilio-Email-Event-Webhook-Timestamp", time switch { "now" => now, "later" => $"{s_now.AddSeconds(7).ToUnixTimeSeconds()}", "old" => old, "garbled" => now + "x", _ => null } },
        };
        Array.ForEach(signatures, s => headers.Add("X-Twilio-Email-Event-Webhook-Signature", s));

        foreach (var text in (string[])[key.ExportSubjectPublicKeyInfoPem(), Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())])
        {
            Assert.Equal(expected, s_sendGrid.Verify(headers, s_body, [new Secret("1", another.ExportSubjectPublicKeyInfoPem().Replace("BEGIN PUBLIC", "BEGIN BROKEN", StringComparison.Ordinal)), new Secret("2", text)], s_now).Reason);
        }
    }

    [Fact]
    public void Only_p256_keys_are_taken_by_ecdsa()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Equal(Reason.SecretMalformed, s_sendGrid.CheckSecret(new Secret("1", p384.ExportSubjectPublicKeyInfoPem())));
        Assert.Equal(Reason.SecretMalformed, s_sendGrid.CheckSecret(new Secret("1", "no key at all, but long")));
    }

    private static (Reason, string?) Of(VerificationResult result) => (result.Reason, result.SecretVersion);

    private static Dictionary<string, string> Signed(string key) => ((ISigningScheme)Schemes.Standard)
        .Sign(new SigningRequest(s_body, SenderInstance.Unconfigured("test", "test"), [new Secret("1", key)], "msg_1", s_now, s_ed25519))
        .Headers.ToDictionary();
}
