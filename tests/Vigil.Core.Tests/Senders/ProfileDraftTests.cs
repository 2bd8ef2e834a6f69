using System.Text;
using Vigil.Core.Normalization;
using Vigil.Core.Senders;
using Vigil.Core.Senders.Compilation;
using Vigil.Core.Senders.Drafting;
using Vigil.Core.Tests.Normalization;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Senders;

public sealed class ProfileDraftTests
{
    [Fact]
    public void Id_time_severity_title_asset_and_observables_are_found_by_names_and_looks()
    {
        const string Sample = """
            {"hits": [{"alert_id": 17, "when": "2026-03-16T08:00:00Z", "score": 72, "title": "Beacon", "permalink": "https://acme.example/17",
              "source": {"host.name": "web-1", "addr": "203.0.113.9"}, "file": {"sha": "0123456789abcdef0123456789abcdef"}, "mail": "jo@acme.example",
              "tags": ["T1071", "x"], "vulns": [{"ref": "CVE-2026-1"}, {"ref": "CVE-2026-12345"}]}]}
            """;

        var profile = Draft(Sample);
        var found = profile.One(Sample);

        Assert.Empty(ProfileExamples.Run(profile));
        Assert.Equal("17", found.SourceId);
        Assert.Equal("High", found.Finding.Severity);
        Assert.Equal("Beacon", found.Finding.FindingInfo.Title);
        Assert.Equal("https://acme.example/17", found.Finding.FindingInfo.SrcUrl);
        Assert.Equal("2026-03-16T08:00:00Z", found.Finding.Metadata.OriginalTime);
        Assert.Equal("T1071", Assert.Single(found.Finding.FindingInfo.Attacks!).Technique!.Uid);
        Assert.Superset(
            new HashSet<string?> { "203.0.113.9", "0123456789abcdef0123456789abcdef", "jo@acme.example" },
            found.Finding.Observables!.Select(o => o.Value).ToHashSet());
    }

    [Fact]
    public void Names_that_only_end_as_usual_ones_do_are_found_when_there_is_nothing_better()
    {
        const string Sample = """
            {"tenantId": "t", "malopId": "m", "threat_id": "x-1", "RuleTitle": "Beacon", "creationTime": 1773648000000, "threatSeverity": "HIGH",
             "device": {"name": "ws-1", "localIp": "10.0.0.7"}, "event": {"id": "no"}, "resource_arn": "arn:x", "confidenceLevel": "malicious"}
            """;

        var found = Draft(Sample).One(Sample);

        Assert.Equal("x-1", found.SourceId);
        Assert.Equal("Beacon", found.Finding.FindingInfo.Title);
        Assert.Equal("1773648000000", found.Finding.Metadata.OriginalTime);
        Assert.Equal("High", found.Finding.Severity);
        Assert.Equal(["ws-1", "arn:x", "10.0.0.7"], found.AssetKeys.Select(k => k.Value));
    }

    [Fact]
    public void A_sample_that_cannot_be_mapped_as_it_is_makes_a_profile_without_example()
    {
        var sample = $"[{string.Join(',', Enumerable.Repeat("{}", 5001))}]";

        Assert.Empty(Draft(sample).Examples);
    }

    [Theory]
    [InlineData("""{"a.b": {"c:d": [{"e f": "10.0.0.1"}]}, "true": "x", "$": "y", "'": "z", "\"": "q", "": "n"}""")]
    [InlineData("""{"name": "- : # {x} \" ' \u0007 \ud83d\ude00 =y", "severity": {"a": 1}, "id": null}""")]
    [InlineData("""[{"title": "one", "id": "1", "severity": "HIGH"}, {"title": "two", "id": "2", "severity": "low"}]""")]
    public void Names_and_texts_of_any_kind_make_a_profile_that_maps_its_sample(string sample)
    {
        var profile = Draft(sample);

        Assert.Empty(ProfileExamples.Run(profile));
        Assert.All(profile.Map(sample).Records, r => Assert.IsType<NormalizedRecord.Found>(r));
    }

    [Theory]
    [InlineData("nothing", "no JSON")]
    [InlineData("[]", "no object")]
    [InlineData("[1]", "no object")]
    [InlineData("7", "no object")]
    public void What_holds_no_alert_is_told(string sample, string problem)
    {
        Assert.Contains(problem, Assert.Throws<FormatException>(() => Draft(sample)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_payload_with_an_object_makes_a_profile_that_maps_it()
    {
        Assert.SkipWhen(Repository.Payloads is null, "The payloads do not lie beside the repository.");
        var drafted = 0;
        foreach (var file in Directory.EnumerateFiles(Repository.Payloads!, "*.json", SearchOption.AllDirectories))
        {
            var sample = File.ReadAllText(file);
            try
            {
                var profile = Draft(sample);
                drafted++;
                Assert.True(ProfileExamples.Run(profile).Count == 0, file);
                Assert.DoesNotContain(profile.Map(sample).Records.OfType<NormalizedRecord.Failed>(), f => f.Reason == Reason.FindingInvalid);
            }
            catch (FormatException)
            {
                // No JSON, or nothing in it.
            }
        }

        Assert.True(drafted > 200, $"{drafted}");
    }

    private static SenderProfile Draft(string sample) =>
        ProfileCompiler.Compile("draft.yaml", ProfileDraft.Write("draft", "Draft", Encoding.UTF8.GetBytes(sample)));
}
