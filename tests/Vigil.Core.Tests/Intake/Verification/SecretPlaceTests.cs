using System.Text;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Intake.Support;
using Xunit;

namespace Vigil.Core.Tests.Intake.Verification;

/// <summary>A shared secret in each place that products put it.</summary>
public sealed class SecretPlaceTests
{
    private const string Token = "a token of some length";
    private const string Login = "vigil:a password of length";

    public static TheoryData<string?, Reason> BasicLogins => new()
    {
        { "Basic " + Base64(Login), Reason.None },
        { "basic " + Base64(Login), Reason.None },
        { "Basic " + Base64("vigil:another password of it"), Reason.SignatureMismatch },
        { "Basic " + Base64("other:a password of length"), Reason.SignatureMismatch },
        { "Basic " + Base64("without a colon in it"), Reason.SignatureMalformed },
        { "Basic " + Base64(Login).TrimEnd('='), Reason.SignatureMalformed },
        { "Basic ", Reason.SignatureMalformed },
        { "Basic not base64", Reason.SignatureMalformed },
        { "Bearer " + Base64(Login), Reason.SignatureMalformed },
        { "Basic " + Base64(new string('x', 1024) + ":"), Reason.SignatureMalformed },
        { Login, Reason.SignatureMalformed },
        { "", Reason.SignatureMalformed },
        { null, Reason.SignatureMissing },
    };

    [Theory]
    [MemberData(nameof(BasicLogins))]
    public void Basic_wants_user_and_password(string? value, Reason expected) => Assert.Equal(
        expected,
        Schemes.Create("shared-secret", "in: basic").Verify(new GivenHeaders { { "Authorization", value } }, default, [new Secret("1", Login)], default).Reason);

    [Theory]
    [InlineData(new[] { Token }, Reason.None)]
    [InlineData(new[] { "a token of some LENGTH" }, Reason.SignatureMismatch)]
    [InlineData(new[] { "" }, Reason.SignatureMalformed)]
    [InlineData(new[] { Token, Token }, Reason.SignatureMalformed)]
    [InlineData(new string[0], Reason.SignatureMissing)]
    public async Task A_query_holds_it_once(string[] values, Reason expected)
    {
        var query = new GivenHeaders();
        Array.ForEach(values, v => query.Add("token", v));
        Assert.Equal(expected, await JudgeAsync("in: query\nname: token", new Delivery("POST", "test", new GivenHeaders(), null, null, Stream.Null) { Query = query }));
    }

    [Theory]
    [InlineData(Token, Reason.None)]
    [InlineData("a token of some lengt", Reason.SignatureMismatch)]
    [InlineData("", Reason.SignatureMalformed)]
    [InlineData(null, Reason.SignatureMissing)]
    public async Task A_path_ends_with_it(string? value, Reason expected) => Assert.Equal(
        expected, await JudgeAsync("in: path", new Delivery("POST", "test", new GivenHeaders(), null, null, Stream.Null) { PathSecret = value }));

    [Theory]
    [InlineData("in: query\nname: token")]
    [InlineData("in: path")]
    public void A_secret_in_the_url_needs_the_instance_s_consent(string yaml)
    {
        var scheme = Schemes.Create("shared-secret", yaml);
        var instance = SenderInstance.Unconfigured("test", "test");
        Assert.Equal(Reason.SecretInUrlNotAllowed, scheme.CheckSetup(instance, [new Secret("1", Token)]));

        instance.Trust.SecretInUrl = true;
        Assert.Equal(Reason.None, scheme.CheckSetup(instance, [new Secret("1", Token)]));
        Assert.Equal(Reason.SecretTooShort, scheme.CheckSetup(instance, [new Secret("1", "short")]));
        Assert.Equal(Reason.SecretMissing, scheme.CheckSetup(instance, []));
    }

    [Theory]
    [InlineData("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMFkw")]
    [InlineData("vigil-development-authority\n-----BEGIN")]
    [InlineData("certificate-id: one\n-----BEGIN")]
    public void What_may_be_public_never_passes_as_a_shared_secret(string key)
    {
        Assert.Equal(Reason.SecretMalformed, Schemes.Bearer.CheckSecret(new Secret("1", key)));
        Assert.Equal(Reason.SecretMalformed, Schemes.GitHub.CheckSecret(new Secret("1", key)));
        var headers = new GivenHeaders { { "Authorization", "Bearer " + key } };
        Assert.Equal(Reason.SecretMalformed, Schemes.Bearer.Verify(headers, default, [new Secret("1", key)], default).Reason);
    }

    private static async Task<Reason> JudgeAsync(string yaml, Delivery delivery) => (await Schemes.Create("shared-secret", yaml).VerifyAsync(
        Schemes.Request(delivery.Headers, [new Secret("1", Token)], default) with { Delivery = delivery }, default, CancellationToken.None)).Reason;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
