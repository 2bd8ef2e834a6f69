using System.Security.Cryptography;
using System.Text;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Verification;

/// <summary>How a right signature may be written, and how not.</summary>
public sealed class EncodingTests
{
    private static readonly byte[] s_body = "{\"n\":12}"u8.ToArray();
    private static readonly Secret s_secret = new("1", Signer.Key);
    private static readonly DateTimeOffset s_now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    private static string Hex => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Signer.Key), s_body));

    private static string Base64 => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Signer.Key), s_body));

    public static TheoryData<string, Reason> HexForms => new()
    {
        { "sha256=" + Hex, Reason.None },
        { "sha256=" + Hex.ToUpperInvariant(), Reason.None },
        { "sha256=" + Hex[..32] + Hex[32..].ToUpperInvariant(), Reason.None },
        { Hex, Reason.SignatureMalformed },
        { "sha1=" + Hex, Reason.SignatureMalformed },
        { "SHA256=" + Hex, Reason.SignatureMalformed },
        { "sha256=" + Hex[..63], Reason.SignatureMalformed },
        { "sha256=" + Hex + "0", Reason.SignatureMalformed },
        { "sha256=" + Hex + Hex, Reason.SignatureMalformed },
        { "sha256=" + Hex[..63] + "g", Reason.SignatureMalformed },
        { "sha256= " + Hex, Reason.SignatureMalformed },
        { "sha256=" + Base64, Reason.SignatureMalformed },
        { "sha256=" + Hex + ",sha256=" + Hex, Reason.SignatureMalformed },
        { "sha256=" + new string('0', 64), Reason.SignatureMismatch },
        { "sha256=" + new string('é', 64), Reason.SignatureMalformed },
    };

    public static TheoryData<string, Reason> Base64Forms => new()
    {
        { Base64, Reason.None },
        { Base64.TrimEnd('='), Reason.SignatureMalformed },
        { Base64[..20] + " " + Base64[20..], Reason.SignatureMalformed },
        { Base64[..20] + "\n" + Base64[21..], Reason.SignatureMalformed },
        { Base64 + "====", Reason.SignatureMalformed },
        { Hex, Reason.SignatureMalformed },
        { "-" + Base64[1..], Reason.SignatureMalformed },
        { Base64[..^1] + "A", Reason.SignatureMalformed },
    };

    [Theory]
    [MemberData(nameof(HexForms))]
    public void Hex_is_taken_in_either_case_and_nothing_else(string signature, Reason expected) =>
        Assert.Equal(expected, Judge(Schemes.GitHub, "X-Hub-Signature-256", signature));

    [Theory]
    [MemberData(nameof(Base64Forms))]
    public void Base64_is_taken_whole_and_padded(string signature, Reason expected) =>
        Assert.Equal(expected, Judge(Schemes.Hmac("header: S\nencoding: base64"), "S", signature));

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public void Every_algorithm_verifies_its_own_signature_and_refuses_the_next_one_s(string algorithm)
    {
        var key = Encoding.UTF8.GetBytes(Signer.Key);
        var macs = new Dictionary<string, byte[]>
        {
#pragma warning disable CA5350 // Some senders know nothing better than SHA-1.
            ["sha1"] = HMACSHA1.HashData(key, s_body),
#pragma warning restore CA5350
            ["sha256"] = HMACSHA256.HashData(key, s_body),
            ["sha384"] = HMACSHA384.HashData(key, s_body),
            ["sha512"] = HMACSHA512.HashData(key, s_body),
        };
        var scheme = Schemes.Hmac($"header: S\nalgorithm: {algorithm}");
        foreach (var (name, mac) in macs)
        {
            var expected = name == algorithm ? Reason.None : Reason.SignatureMalformed;
            Assert.Equal(expected, Judge(scheme, "S", Convert.ToHexStringLower(mac)));
        }
    }

    [Fact]
    public void A_list_of_signatures_may_have_blanks_and_other_versions_in_it()
    {
        var scheme = Schemes.Hmac(Schemes.PagerDutyYaml);

        Assert.Equal(Reason.None, Judge(scheme, "X-PagerDuty-Signature", $"v2=zz, v1={new string('0', 64)} , v1={Hex},"));
        Assert.Equal(Reason.SignatureMalformed, Judge(scheme, "X-PagerDuty-Signature", $"v2={Hex}"));
    }

    private static Reason Judge(IVerificationScheme scheme, string header, string signature) =>
        scheme.Verify(new GivenHeaders { { header, signature } }, s_body, [s_secret], s_now).Reason;
}
