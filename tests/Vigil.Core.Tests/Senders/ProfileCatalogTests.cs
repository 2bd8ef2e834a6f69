using Vigil.Core.Senders;
using Xunit;

namespace Vigil.Core.Tests.Senders;

public sealed class ProfileCatalogTests
{
    private const string Yaml = """
        profile: NAME
        title: Mine
        verification: {scheme: shared-secret, header: X-Mine}
        delivery: {}
        findings: [{name: f, finding: {finding_info.title: title}}]
        """;

    [Fact]
    public void An_override_maps_anew_where_it_believes_whom_the_shipped_profile_believes()
    {
        var shipped = ProfileCatalog.LoadEmbedded();

        var overridden = shipped.With("mine.yaml", GitHub("verification: {template: '{body}', encoding: hex, algorithm: sha256, scheme: hmac, prefix: sha256=, header: X-Hub-Signature-256}"), allowVerification: false);

        Assert.Equal("Mine", overridden.Find("github")!.Title);
        Assert.Equal("GitHub", shipped.Find("github")!.Title);
    }

    [Theory]
    [InlineData("verification: {template: '{body}', encoding: hex, algorithm: sha1, scheme: hmac, prefix: sha256=, header: X-Hub-Signature-256}")]
    [InlineData("verification: {scheme: shared-secret, header: X-Mine}")]
    public void An_override_that_believes_others_is_refused_at_its_line(string verification)
    {
        var error = Assert.Throws<ProfileException>(() => ProfileCatalog.LoadEmbedded().With("mine.yaml", GitHub(verification), allowVerification: false));

        Assert.Equal(3, error.Line);
        Assert.Contains("Profiles:AllowVerification", error.Message, StringComparison.Ordinal);
    }

    private static string GitHub(string verification) => $$$"""
        profile: github
        title: Mine
        {{{verification}}}
        handshakes: [{kind: ping-event, header: X-GitHub-Event, value: ping}]
        delivery: {}
        findings: [{name: f, finding: {finding_info.title: title}}]
        """;

    [Fact]
    public void Where_it_is_allowed_an_override_brings_its_own_verification()
    {
        var overridden = ProfileCatalog.LoadEmbedded().With("mine.yaml", Yaml.Replace("NAME", "github", StringComparison.Ordinal), allowVerification: true);

        Assert.Equal("shared-secret", overridden.Find("github")!.Verification.Name);
    }

    [Fact]
    public void A_profile_of_a_new_name_needs_the_permission_too()
    {
        var yaml = Yaml.Replace("NAME", "mine", StringComparison.Ordinal);

        var error = Assert.Throws<ProfileException>(() => ProfileCatalog.LoadEmbedded().With("mine.yaml", yaml, allowVerification: false));

        Assert.Contains("Profiles:AllowVerification", error.Message, StringComparison.Ordinal);
        Assert.NotNull(ProfileCatalog.LoadEmbedded().With("mine.yaml", yaml, allowVerification: true).Find("mine"));
    }

    [Fact]
    public void An_unknown_profile_is_none()
    {
        Assert.Null(ProfileCatalog.LoadEmbedded().Find("nobody"));
    }
}
