using Vigil.Core.Normalization;
using Xunit;

namespace Vigil.Core.Tests.Normalization;

/// <summary>What each construct of a profile means, one alert each.</summary>
public sealed class MappingLanguageTests
{
    [Theory]
    [InlineData("a.b", """{"a": {"b": "x"}}""", "x")]
    [InlineData("a.b", """{"a.b": "x"}""", "x")]
    [InlineData("a.b.c", """{"a": {"b.c": "x"}}""", "x")]
    [InlineData("a.b.c", """{"a.b": {"c": "x"}}""", "x")]
    [InlineData("a.b", """{"a": {"c": 1}, "a.b": "x"}""", "x")]
    [InlineData("a.b", """{"a": {"b": "nested"}, "a.b": "flat"}""", "nested")]
    [InlineData("\"'a.b'\"", """{"a": {"b": "nested"}, "a.b": "flat"}""", "flat")]
    [InlineData("'@odata.type'", """{"@odata.type": "x"}""", "x")]
    [InlineData("'aws/guardduty/x'", """{"aws/guardduty/x": "x"}""", "x")]
    [InlineData("alertId", """{"ALERT_ID": "x"}""", "x")]
    [InlineData("alertId", """{"alert-id": "loose", "alertId": "exact"}""", "exact")]
    [InlineData("alertId", """{"alertId": "exact", "alert-id": "loose"}""", "exact")]
    [InlineData("source", """{"_source": "around"}""", null)]
    [InlineData("_source", """{"source": "inside"}""", null)]
    [InlineData("_source", """{"_SOURCE": "x"}""", "x")]
    [InlineData("a", """{"a": "first", "a": "last"}""", "last")]
    [InlineData("a", """{"\u0061": "x"}""", "x")]
    [InlineData("a[1]", """{"a": ["p", "q"]}""", "q")]
    [InlineData("a[-1]", """{"a": ["p", "q"]}""", "q")]
    [InlineData("a[5]", """{"a": ["p", "q"]}""", null)]
    [InlineData("a[*].b", """{"a": [{"c": 1}, {"b": "x"}]}""", "x")]
    [InlineData("a", """{"a": [null, "", "x"]}""", "x")]
    [InlineData("a[?type=ip].v", """{"a": [{"type": "host", "v": "h"}, {"type": "IP", "v": "x"}]}""", "x")]
    [InlineData("a[?type=ip|url].v", """{"a": [{"type": "url", "v": "x"}]}""", "x")]
    [InlineData("a[?type!=ip].v", """{"a": [{"type": "ip", "v": "i"}, {"v": "x"}]}""", "x")]
    [InlineData("a[?v].v", """{"a": [{"w": 1}, {"v": "x"}]}""", "x")]
    [InlineData("a:json.b", """{"a": "{\"b\": \"x\"}"}""", "x")]
    [InlineData("a:json[*]", """{"a": "[\"x\"]"}""", "x")]
    [InlineData("a:json.b:json.c", """{"a": "{\"b\": \"{\\\"c\\\": \\\"x\\\"}\"}"}""", "x")]
    [InlineData("a:json.b", """{"a": "no json"}""", null)]
    [InlineData("a.b:json.c", """{"a.b": "{\"c\": \"x\"}"}""", "x")]
    [InlineData("a:json.b.c", """{"a": "{\"b.c\": \"x\"}"}""", "x")]
    [InlineData("a.b[0].c.d", """{"a.b": [{"C_D": 1, "c.d": "x"}]}""", "x")]
    [InlineData("$.a", """{"a": "x"}""", "x")]
    [InlineData("a", """{"a": 12345678901234567890123}""", "12345678901234567890123")]
    [InlineData("a", """{"a": 1.50}""", "1.50")]
    [InlineData("a", """{"a": true}""", "true")]
    [InlineData("a", """{"a": {"b": 1}}""", null)]
    [InlineData("a", """{"a": null}""", null)]
    [InlineData("a", """{"a": "<NA>"}""", null)]
    [InlineData("a", """{"a": "\u003cNA\u003e"}""", null)]
    [InlineData("a", """{"a": "$EVENT_ID"}""", null)]
    [InlineData("a", """{"a": "$5 stolen"}""", "$5 stolen")]
    [InlineData("[a, b]", """{"a": "", "b": "x"}""", "x")]
    [InlineData("'{a} in {b}'", """{"a": "1", "b": "2"}""", "1 in 2")]
    [InlineData("'{a} in {b}'", """{"a": "1"}""", null)]
    [InlineData("['{a} in {b}', a]", """{"a": "1"}""", "1")]
    [InlineData("'{a}{b?}'", """{"a": "1"}""", "1")]
    [InlineData("'{b|a}'", """{"a": "1"}""", "1")]
    [InlineData("'{{{a}}}'", """{"a": "1"}""", "{1}")]
    [InlineData("=constant", "{}", "constant")]
    [InlineData("{from: a, map: {X: y}}", """{"a": "x"}""", "y")]
    [InlineData("{from: a, map: {X: y}}", """{"a": "z"}""", "z")]
    [InlineData("{from: a, map: {X: y}, default: d}", """{"a": "z"}""", "d")]
    [InlineData("{from: a, map: {X: y}, default: d}", "{}", "d")]
    [InlineData("{from: a, bands: {0: low, 4: medium, 7: high}}", """{"a": 6.9}""", "medium")]
    [InlineData("{from: a, bands: {0: low, 4: medium, 7: high}}", """{"a": "7"}""", "high")]
    [InlineData("{from: a, bands: {1: low}}", """{"a": 0}""", null)]
    [InlineData("{from: a, regex: 'user=(\\w+)'}", """{"a": "x user=bob y"}""", "bob")]
    [InlineData("{from: a, regex: '(?i)\\bsha1=([0-9a-f]{4})\\b'}", """{"a": "MD5=1 SHA1=12AB"}""", "12AB")]
    [InlineData("{from: a, regex: 'k=([^)\\]]+)$'}", """{"a": "[k=(x"}""", "(x")]
    [InlineData("{from: a, regex: 'k=(x(?:y)?)'}", """{"a": "k=xy"}""", "xy")]
    [InlineData("{from: a, regex: 'k=(x)y'}", """{"a": "k=xy"}""", "x")]
    [InlineData("{from: a, regex: 'k+=(x)'}", """{"a": "kkk=x"}""", "x")]
    [InlineData("{from: a, regex: 'k=(x)|(z)'}", """{"a": "k=x"}""", "x")]
    [InlineData("{from: a, regex: '(k)=x'}", """{"a": "k=x"}""", "k")]
    [InlineData("{from: a, regex: '[a-z]=x'}", """{"a": "p k=x"}""", "k=x")]
    [InlineData("{from: a, regex: 'cwe-0*(\\d+)', as: 'CWE-$1'}", """{"a": "external/cwe/cwe-079"}""", "CWE-79")]
    [InlineData("{from: a, case: upper}", """{"a": "x"}""", "X")]
    [InlineData("{from: a, trim: true}", """{"a": " x "}""", "x")]
    [InlineData("{from: a, trim: '#'}", """{"a": "#x#"}""", "x")]
    [InlineData("{from: a, split: ','}", """{"a": " x , y"}""", "x")]
    [InlineData("{from: 'a[*]', join: ' + '}", """{"a": ["x", "y"]}""", "x + y")]
    [InlineData("{from: a, split: ',', join: ';'}", """{"a": "x,y"}""", "x;y")]
    [InlineData("{from: a, when: {b: 1}}", """{"a": "x", "b": 1}""", "x")]
    [InlineData("{from: a, when: {b: 1}}", """{"a": "x", "b": 2}""", null)]
    public void A_value_is_read_as_written(string value, string record, string? expected)
    {
        var profile = Mapped.Profile($"empty: [\"<NA>\", $NAME]\nfindings:\n  - name: f\n    id: {value}\n    finding: {{finding_info.title: =T}}");

        Assert.Equal(expected, profile.One(record).SourceId);
    }

    [Theory]
    [InlineData("a: x", true)]
    [InlineData("a: X", true)]
    [InlineData("a: y", false)]
    [InlineData("a: [y, x]", true)]
    [InlineData("a: {exists: true}", true)]
    [InlineData("b: {exists: true}", false)]
    [InlineData("b: {exists: false}", true)]
    [InlineData("o: {exists: true}", true)]
    [InlineData("n: {exists: true}", false)]
    [InlineData("a: {not: x}", false)]
    [InlineData("b: {not: x}", true)]
    [InlineData("t: {prefix: Falco}", true)]
    [InlineData("t: {suffix: drop}", true)]
    [InlineData("t: {contains: internal}", true)]
    [InlineData("t: {matches: '^F.*p$'}", true)]
    [InlineData("s: {min: 5}", true)]
    [InlineData("s: {min: 6}", false)]
    [InlineData("s: {max: 5}", true)]
    [InlineData("a: x\n      b: y", false)]
    [InlineData("any: [{a: y}, {s: 5}]", true)]
    [InlineData("all: [{a: x}, {s: 5}]", true)]
    [InlineData("not: {a: x}", false)]
    public void A_condition_decides_what_is_taken(string condition, bool taken)
    {
        var profile = Mapped.Profile($"findings:\n  - name: f\n    when:\n      {condition}\n    finding: {{finding_info.title: =T}}");

        var record = Assert.Single(profile.Map("""{"a": "x", "o": {}, "n": null, "t": "Falco internal drop", "s": 5}""").Records);

        Assert.Equal(taken, record is NormalizedRecord.Found);
    }

    [Fact]
    public void Lists_become_objects_element_by_element()
    {
        var found = Mapped.Finding("id: id", """
            evidences:
              - each: [nothing, hits]
                when: {kind: net}
                src_endpoint: {ip: from, port: port}
                dst_endpoint.ip: ^.victim
            """).One("""{"victim": "10.0.0.1", "hits": [{"kind": "net", "from": "192.0.2.1", "port": "22"}, {"kind": "disk"}, {"kind": "net", "from": "192.0.2.2"}]}""");

        Assert.Equal(["192.0.2.1", "192.0.2.2"], found.Finding.Evidences!.Select(e => e.SrcEndpoint!.Ip));
        Assert.All(found.Finding.Evidences!, e => Assert.Equal("10.0.0.1", e.DstEndpoint!.Ip));
        Assert.Equal(22, found.Finding.Evidences![0].SrcEndpoint!.Port);
    }

    [Fact]
    public void Dotted_paths_and_nested_mappings_fill_the_same_object()
    {
        var finding = Mapped.Finding("id: id", "finding_info.analytic.uid: r\nfinding_info:\n  analytic: {name: n, type_id: =Rule}\nevidences[].process.pid: p\n'evidences[].process.cmd_line': c")
            .One("""{"r": "R1", "n": "Rule one", "p": 7, "c": "sh"}""").Finding;

        Assert.Equal(("R1", "Rule one", "Rule"), (finding.FindingInfo.Analytic!.Uid, finding.FindingInfo.Analytic.Name, finding.FindingInfo.Analytic.Type));
        Assert.Equal((7, "sh"), (finding.Evidences![0].Process!.Pid, finding.Evidences[0].Process!.CmdLine));
    }

    [Fact]
    public void A_time_that_means_none_gives_way_to_the_next()
    {
        var found = Mapped.Finding("time: [ended, started]").One("""{"ended": "0001-01-01T00:00:00Z", "started": "2026-03-16T08:00:00Z"}""");

        Assert.Equal(1773648000000, found.Finding.Time);
        Assert.Equal("2026-03-16T08:00:00Z", found.Finding.Metadata.OriginalTime);
        Assert.Equal("0001-01-01T00:00:00Z", found.Finding.Unmapped!.Value.Parse().GetProperty("ended").GetString());
    }

    [Fact]
    public void Without_a_time_the_finding_is_of_when_it_came()
    {
        Assert.Equal(Mapped.Received.ToUnixTimeMilliseconds(), Mapped.Finding("time: t").One("{}").Finding.Time);
    }

    [Theory]
    [InlineData("0.9", 0.9)]
    [InlineData("90", 0.9)]
    [InlineData("1", 1.0)]
    [InlineData("101", null)]
    [InlineData("\"likely\"", null)]
    public void Confidence_is_a_fraction_or_per_cent(string value, double? expected)
    {
        Assert.Equal(expected, Mapped.Finding("confidence: c").One($$"""{"c": {{value}}}""").Confidence);
    }

    [Fact]
    public void What_no_mapping_reads_is_unmapped_and_what_one_reads_is_not()
    {
        var unmapped = Mapped.Finding("id: a.id\nseverity: s").One("""{"title": "t", "a": {"id": "1", "left": [1, {"b": null}]}, "s": "shiny", "w": "<x>"}""").Finding.Unmapped!.Value.Parse();

        Assert.Equal("""{"a":{"left":[1, {"b": null}]},"s":"shiny","w":"<x>"}""", unmapped.GetRawText().Replace("[1,{\"b\":null}]", "[1, {\"b\": null}]", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_redacted_is_nowhere()
    {
        var profile = Mapped.Profile("redact: [a.secret, 'm:json.secret']\nfindings:\n  - name: f\n    finding: {finding_info.title: t, message: a.secret, evidences: {data: a}}");
        var first = profile.One("""{"t": "T", "a": {"secret": "hunter2", "b": 1}, "m": "{\"secret\": \"hunter2\", \"c\": 2}"}""");
        var second = profile.One("""{"t": "T", "a": {"secret": "other", "b": 1}, "m": "{\"secret\": \"hunter2\", \"c\": 2}"}""");

        Assert.DoesNotContain("hunter2", first.Json().GetRawText(), StringComparison.Ordinal);
        Assert.Equal(2, first.Finding.Unmapped!.Value.Parse().GetProperty("m").GetProperty("c").GetInt32());
        Assert.Equal(first.RecordDigest.ToArray(), second.RecordDigest.ToArray());
    }
}
