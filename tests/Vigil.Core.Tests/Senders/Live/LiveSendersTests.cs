using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Senders.Live;
using Vigil.Core.Tests.Enrichment;
using Xunit;

namespace Vigil.Core.Tests.Senders.Live;

public sealed class LiveSendersTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly SenderFiles _files;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public LiveSendersTests() => _files = new SenderFiles(_store.Blobs);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_profile_that_is_placed_replaced_and_removed_is_in_force_with_the_next_look()
    {
        using var senders = Start(allowVerification: true);
        await PlaceAsync("acme", Profile("acme", "First"));
        await senders.RefreshAsync(Cancellation);
        Assert.Equal("First", senders.FindProfile("acme")!.Title);
        Assert.Equal(["acme"], senders.Current.Overrides);

        await PlaceAsync("acme", Profile("acme", "Second"));
        await senders.RefreshAsync(Cancellation);
        Assert.Equal("Second", senders.FindProfile("acme")!.Title);

        Assert.True(await _files.RemoveAsync(SenderFiles.NameOf("acme"), Cancellation));
        await senders.RefreshAsync(Cancellation);
        Assert.Null(senders.FindProfile("acme"));
        Assert.False(await _files.RemoveAsync(SenderFiles.NameOf("acme"), Cancellation));
    }

    [Fact]
    public async Task A_broken_profile_is_refused_with_its_line_while_the_one_before_stays()
    {
        using var senders = Start(allowVerification: true);
        await PlaceAsync("acme", Profile("acme", "First"));
        await PlaceAsync("other", Profile("other", "Other"));
        await senders.RefreshAsync(Cancellation);

        await PlaceAsync("acme", Profile("acme", "Second").Replace("finding_info.title: title", "finding_info.title: title, finding_info.desk: d", StringComparison.Ordinal));
        await senders.RefreshAsync(Cancellation);

        Assert.Equal("First", senders.FindProfile("acme")!.Title);
        Assert.Equal("Other", senders.FindProfile("other")!.Title);
        var refusal = Assert.Single(senders.Current.Refused);
        Assert.Equal(("senders/profiles/acme.yaml", 5), (refusal.Blob, refusal.Line));
        Assert.Contains("did you mean 'desc'", refusal.Problem, StringComparison.Ordinal);
        Assert.Equal("the version before stays in force", refusal.Meanwhile);

        await PlaceAsync("acme", Profile("acme", "Third"));
        await senders.RefreshAsync(Cancellation);
        Assert.Equal("Third", senders.FindProfile("acme")!.Title);
        Assert.Empty(senders.Current.Refused);
    }

    [Theory]
    [InlineData("github", "GitHub", "the shipped profile is in force")]
    [InlineData("acme", null, "nothing of it is in force")]
    public async Task A_process_that_starts_on_a_broken_profile_tells_what_is_in_force_instead(string name, string? title, string meanwhile)
    {
        await PlaceAsync(name, "broken");
        using var senders = Start(allowVerification: true);
        await senders.RefreshAsync(Cancellation);

        Assert.Equal(title, senders.FindProfile(name)?.Title);
        Assert.EndsWith($"({meanwhile})", Assert.Single(senders.Current.Refused).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_that_does_not_do_what_its_examples_show_is_refused()
    {
        using var senders = Start(allowVerification: true);
        await PlaceAsync("acme", Profile("acme", "Acme") + "\nexamples: [{name: one, body: '{\"title\": \"t\"}', expect: {findings: [{finding_info.title: u}]}}]");
        await senders.RefreshAsync(Cancellation);

        Assert.Null(senders.FindProfile("acme"));
        Assert.Equal("example 'one': findings[0].finding_info.title: expected 'u', got 't'", Assert.Single(senders.Current.Refused).Problem);
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("github")]
    public async Task Who_is_believed_changes_only_where_that_is_allowed(string name)
    {
        await PlaceAsync(name, Profile(name, "Mine"));
        using var careful = Start(allowVerification: false);
        await careful.RefreshAsync(Cancellation);
        Assert.NotEqual("Mine", careful.FindProfile(name)?.Title);
        Assert.Contains("Profiles:AllowVerification", Assert.Single(careful.Current.Refused).Problem, StringComparison.Ordinal);

        using var open = Start(allowVerification: true);
        await open.RefreshAsync(Cancellation);
        Assert.Equal("Mine", open.FindProfile(name)!.Title);
    }

    [Fact]
    public async Task Every_text_that_comes_into_force_is_audited_once_by_its_digest()
    {
        using var one = Start(allowVerification: true);
        using var two = Start(allowVerification: true);
        await PlaceAsync("acme", Profile("acme", "First"));
        await one.RefreshAsync(Cancellation);
        await two.RefreshAsync(Cancellation);
        await PlaceAsync("acme", "broken");
        await one.RefreshAsync(Cancellation);
        await PlaceAsync("acme", Profile("acme", "Second"));
        await one.RefreshAsync(Cancellation);

        var audit = (await _store.Blobs.ListAsync(Containers.Audit, "senders/profiles/acme.yaml/", null, 10, Cancellation)).Items;
        Assert.Equal(2, audit.Count);
        Assert.All(audit, entry => Assert.Equal(64, entry.Name.Split('/')[^1].Length));
        Assert.All(audit, entry => Assert.Equal("true", entry.Metadata["verification_allowed"]));
    }

    [Fact]
    public async Task Instances_are_added_beside_those_of_the_configuration()
    {
        using var senders = Start(allowVerification: true, new InstanceOptions { Name = "github-apac", Profile = "github" });
        await PlaceAsync("acme", Profile("acme", "Acme"));
        await _files.WriteAsync(SenderFiles.Instances, """
            instances:
              - {name: github-emea, profile: github, tenant: emea, labels: {team: soc}, ratePerSecond: 5, burst: 7}
              - {name: acme-lab, profile: acme}
            """, Cancellation);
        await senders.RefreshAsync(Cancellation);

        Assert.Empty(senders.Current.Refused);
        var instances = new SenderInstances(Options.Create(new IntakeOptions()), senders.FindProfile, senders.FindInstance);
        var emea = instances.Find("github-emea")!.Value.Instance;
        Assert.Equal(("github", "emea", "soc", 5d, 7), (emea.Profile, emea.Tenant, emea.Labels["team"], emea.Limits.RatePerSecond, emea.Limits.Burst));
        Assert.Equal("Acme", instances.Find("acme-lab")!.Value.Profile.Title);
        Assert.Null(instances.Find("acme-prod"));
    }

    [Fact]
    public async Task An_instance_says_whom_it_trusts_only_where_that_is_allowed()
    {
        await _files.WriteAsync(SenderFiles.Instances, """
            instances:
              - {name: findings, profile: aws-sns, trust: {audience: a, entraTenant: 6a3d0c2f-0d5b-4f57-9a1d-0d3a5a1b2c3d, topics: ["arn:aws:sns:eu-central-1:1:t"], sources: [10.0.0.0/8], secretInUrl: true}}
            """, Cancellation);
        using var careful = Start(allowVerification: false);
        await careful.RefreshAsync(Cancellation);
        Assert.Null(careful.FindInstance("findings"));
        Assert.Contains("Profiles:AllowVerification", Assert.Single(careful.Current.Refused).Problem, StringComparison.Ordinal);

        using var open = Start(allowVerification: true);
        await open.RefreshAsync(Cancellation);
        var trust = open.FindInstance("findings")!.Trust;
        Assert.Equal(("a", "6a3d0c2f-0d5b-4f57-9a1d-0d3a5a1b2c3d", "arn:aws:sns:eu-central-1:1:t", true), (trust.Audience, trust.EntraTenant, Assert.Single(trust.Topics), trust.SecretInUrl));
        Assert.False(open.FindInstance("findings")!.Sources.Allow(System.Net.IPAddress.Loopback));
    }

    [Theory]
    [InlineData("{name: mine, profile: aws-sns, trust: {topic: x}}", "unknown key 'topic'")]
    [InlineData("{name: mine, profile: aws-sns, trust: {sources: [nowhere]}}", "Sources")]
    [InlineData("{name: github-apac, profile: github}", "2 times")]
    [InlineData("{name: github-2, profile: github}", "secrets of 'github-2' would count as further secrets of 'github'")]
    [InlineData("{name: Github, profile: github}", "is no name")]
    [InlineData("{name: mine, profile: nobody}", "which does not exist")]
    [InlineData("{name: mine, profile: github, ratePerSecond: 0}", "limits above 0")]
    [InlineData("{name: mine, profile: github, ratePerSecond: fast}", "must be a number")]
    [InlineData("{name: mine, profile: github, tenants: x}", "unknown key 'tenants'")]
    public async Task An_instance_that_breaks_a_rule_is_refused_with_its_line(string instance, string problem)
    {
        using var senders = Start(allowVerification: true, new InstanceOptions { Name = "github-apac", Profile = "github" });
        await _files.WriteAsync(SenderFiles.Instances, $"instances:\n  - {{name: fine, profile: github}}\n  - {instance}\n", Cancellation);
        await senders.RefreshAsync(Cancellation);

        var refusal = Assert.Single(senders.Current.Refused);
        Assert.Equal(3, refusal.Line);
        Assert.Contains(problem, refusal.Problem, StringComparison.Ordinal);
        Assert.Null(senders.FindInstance("fine"));
    }

    private LiveSenders Start(bool allowVerification, params InstanceOptions[] configured) => new(
        _store.Blobs,
        Options.Create(new IntakeOptions { Instances = configured }),
        Options.Create(new ProfileOptions { AllowVerification = allowVerification }),
        _store.Time,
        NullLogger<LiveSenders>.Instance);

    private ValueTask PlaceAsync(string profile, string yaml) => _files.WriteAsync(SenderFiles.NameOf(profile), yaml, Cancellation);

    private static string Profile(string name, string title) =>
        $"profile: {name}\ntitle: {title}\nverification: {{scheme: shared-secret, header: X-Mine}}\ndelivery: {{}}\n"
        + "findings: [{name: f, finding: {finding_info.title: title}}]";
}
