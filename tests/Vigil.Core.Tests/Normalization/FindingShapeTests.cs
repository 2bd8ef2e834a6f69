using System.Text.Json;
using Vigil.Core.Normalization;
using Vigil.Core.Tests.Ocsf;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Normalization;

public sealed class FindingShapeTests
{
    [Theory]
    [InlineData("\"192.0.2.1\"", "192.0.2.1", null, null)]
    [InlineData("\" 192.0.2.1 \"", "192.0.2.1", null, null)]
    [InlineData("\"2001:DB8::1\"", "2001:db8::1", null, null)]
    [InlineData("\"web-1.example\"", null, "web-1.example", null)]
    [InlineData("\"a host\"", null, null, "a host")]
    [InlineData("\"010.0.0.1\"", null, "010.0.0.1", null)]
    [InlineData("\"1\"", null, "1", null)]
    public void An_address_goes_where_it_is_valid(string value, string? ip, string? hostname, string? name)
    {
        var device = Mapped.Finding("id: i", "device.ip: h").One($$"""{"h": {{value}}}""").Finding.Device!;

        Assert.Equal((ip, hostname, name), (device.Ip, device.Hostname, device.Name));
    }

    [Fact]
    public void A_finding_that_names_its_cloud_says_that_it_uses_that_part_of_the_schema()
    {
        var profile = Mapped.Finding("id: i", "cloud: {provider: p, region: r}");

        Assert.Equal(["cloud"], profile.One("""{"p": "AWS", "r": "eu-west-1"}""").Finding.Metadata.Profiles);
        Assert.Null(profile.One("""{"r": "eu-west-1"}""").Finding.Metadata.Profiles);
    }

    [Fact]
    public void A_process_without_pid_is_kept_as_data_and_its_observables_stay()
    {
        var finding = Mapped.Finding("id: i", "evidences: {process: {name: n, cmd_line: c}}")
            .One("""{"n": "bash", "c": "bash -i"}""").Finding;

        Assert.Null(finding.Evidences![0].Process);
        Assert.Equal("bash -i", finding.Evidences[0].Data!.Value.Parse().GetProperty("process").GetProperty("cmd_line").GetString());
        Assert.Contains(finding.Observables!, o => o is { TypeId: 13, Value: "bash -i" });
    }

    [Fact]
    public void A_vulnerability_names_one_of_CVE_advisory_and_weakness_and_keeps_the_others()
    {
        var vulnerability = Mapped.Finding("id: i", "vulnerabilities: {cve.uid: c, cwe.uid: w, advisory: {uid: a}}")
            .One("""{"c": "CVE-2026-1", "w": "CWE-79", "a": "GHSA-x"}""").Finding.Vulnerabilities![0];

        Assert.Null(vulnerability.Advisory);
        Assert.Null(vulnerability.Cwe);
        Assert.Equal("CWE-79", vulnerability.Cve!.RelatedCwes![0].Uid);
        Assert.Equal(["GHSA-x"], vulnerability.References);
    }

    [Fact]
    public void Hashes_tell_their_algorithm_by_length_and_zeros_are_none()
    {
        var file = Mapped.Finding("id: i", "evidences: {file: {path: p, hashes: [{each: h, value: .}]}}")
            .One($$"""{"p": "C:\\Temp\\x.exe", "h": ["{{new string('A', 64)}}", "{{new string('0', 40)}}", "{{new string('b', 32)}}"]}""").Finding.Evidences![0].File!;

        Assert.Equal("x.exe", file.Name);
        Assert.Equal(["SHA-256", "MD5"], file.Hashes!.Select(h => h.Algorithm));
    }

    [Theory]
    [InlineData("""{"s": "Other"}""", 0)]
    [InlineData("""{"s": 99, "w": "High"}""", 4)]
    [InlineData("""{"s": 7}""", 0)]
    public void A_severity_that_is_none_is_passed_over_for_the_next_one(string record, int severity) =>
        Assert.Equal(severity, Mapped.Finding("severity: [s, w]").One(record).Finding.SeverityId);

    [Fact]
    public void An_unknown_caption_is_Other_with_the_source_s_word_and_unknown_severity_is_Unknown()
    {
        var finding = Mapped.Finding("severity: s", "status_id: st").One("""{"s": "shiny", "st": "Parked"}""").Finding;

        Assert.Equal((0, "Unknown"), (finding.SeverityId, finding.Severity));
        Assert.Equal((99, "Parked"), (finding.StatusId, finding.Status));
    }

    [Theory]
    [InlineData(512, false)]
    [InlineData(513, true)]
    public void A_title_is_cut_at_its_limit(int length, bool cut)
    {
        var finding = Mapped.Finding("id: i").One($$"""{"title": "{{new string('x', length)}}"}""").Finding;

        Assert.Equal(FindingLimits.Title, finding.FindingInfo.Title!.Length);
        Assert.Equal(cut ? true : null, finding.Metadata.IsTruncated);
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void A_list_is_cut_at_its_limit(int count, bool cut)
    {
        var finding = Mapped.Finding("id: i", "finding_info.types: a\nresources: [{each: a, uid: .}]")
            .One($$"""{"a": [{{string.Join(',', Enumerable.Range(0, count))}}]}""").Finding;

        Assert.Equal(FindingLimits.ListItems, finding.FindingInfo.Types!.Count);
        Assert.Equal(FindingLimits.ListItems, finding.Resources!.Count);
        Assert.Equal(cut ? true : null, finding.Metadata.IsTruncated);
    }

    [Fact]
    public void Unmapped_is_bounded()
    {
        var finding = Mapped.Finding("id: i").One($$"""{"title": "t", "a": "{{new string('x', 40_000)}}", "b": 1}""").Finding;

        Assert.True(finding.Metadata.IsTruncated);
        Assert.Equal("""{"b":1}""", finding.Unmapped!.Value.ToString());
    }

    [Fact]
    public void Half_a_surrogate_pair_and_U_0000_break_no_later_JSON()
    {
        var found = Mapped.Finding("id: i", "message: m").One("""{"title": "a\ud83d", "m": "x\u0000y", "left": "\udc00", "\ud800": 1}""");

        using var again = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(found.Finding, Vigil.Core.Ocsf.OcsfJson.Default.DetectionFinding));
        Assert.Equal("a\uFFFD", again.RootElement.GetProperty("finding_info").GetProperty("title").GetString());
        Assert.Equal("x\0y", again.RootElement.GetProperty("message").GetString());
        Assert.Equal("\uFFFD", again.RootElement.GetProperty("unmapped").GetProperty("left").GetString());
        Assert.Equal(1, again.RootElement.GetProperty("unmapped").GetProperty("\uFFFD").GetInt32());
    }

    [Fact]
    public void Every_construct_together_is_valid_OCSF()
    {
        Assert.SkipWhen(Repository.OcsfSchemas is null, "The OCSF schemas do not lie beside the repository.");
        var found = Mapped.Finding("id: i\ntime: t\nseverity: =High\nconfidence: =0.5\nattack: a\nassets: [{host: h}]\nobservables: {url: u, port: p}", """
            device: {hostname: h, ip: h, mac: m, type_id: =Server, os: {name: h}}
            disposition_id: =Blocked
            malware: {name: h, classification_ids: c}
            evidences:
              - {process: {pid: p, parent_process: {name: h}, container: {uid: h, image.uid: h}}, user.email_addr: e}
              - {actor: {process: {name: h}}, url.url_string: u, query.hostname: h}
              - {container: {name: h}}
            resources: {hostname: h, owner.full_name: h}
            vulnerabilities: {cwe.uid: =CWE-1, affected_code: {file.path: u, start_line: p}}
            """).One("""{"i": 1, "t": 1773651600, "a": ["T1059.004", "Execution"], "h": "web-1", "m": "AABB.CCDD.EEFF", "c": ["Trojan", "Gremlin"], "p": 443, "e": "a@b.example", "u": "https://x.example/y"}""");

        var check = OcsfCheck.Run(OcsfCheck.Load("detection_finding"), found.Json());

        Assert.Empty(check.Errors);
        Assert.Empty(check.Warnings);
        Assert.Equal("aa:bb:cc:dd:ee:ff", found.Finding.Device!.Mac);
        Assert.Equal(["security_control", "container"], found.Finding.Metadata.Profiles);
        Assert.Equal("web-1", found.Finding.Evidences![1].Actor!.AppName);
    }
}
