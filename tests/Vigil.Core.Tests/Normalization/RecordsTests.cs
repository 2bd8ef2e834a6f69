using System.Text;
using Vigil.Core.Normalization;
using Xunit;

namespace Vigil.Core.Tests.Normalization;

public sealed class RecordsTests
{
    private const string Findings = "findings: [{name: f, require: [t], id: t, finding: {finding_info.title: t}}]";

    [Theory]
    [InlineData("", """{"t": "a"}""", "a")]
    [InlineData("", """[{"t": "a"}, {"t": "b"}]""", "a,b")]
    [InlineData("", "null", "")]
    [InlineData("", "[]", "")]
    [InlineData("records: [alerts, detail.findings, .]", """{"alerts": [{"t": "a"}]}""", "a")]
    [InlineData("records: [alerts, detail.findings, .]", """{"detail": {"findings": [{"t": "b"}]}}""", "b")]
    [InlineData("records: [alerts, detail.findings, .]", """{"t": "c"}""", "c")]
    [InlineData("records: [alerts, detail.findings, .]", """{"alerts": []}""", "")]
    [InlineData("records: ['Message:json.detail']", """{"Message": "{\"detail\": {\"t\": \"a\"}}"}""", "a")]
    [InlineData("records: ['[*].hits']", """[{"hits": [{"t": "a"}]}, {"hits": [{"t": "b"}]}]""", "a,b")]
    [InlineData("records: [{from: value, inside: [content, .]}]", """{"value": [{"content": {"t": "a"}}, {"t": "b"}]}""", "a,b")]
    [InlineData("records: [{from: data, when: {type: {exists: true}}}, .]", """{"type": "x", "data": {"t": "a"}, "t": "b"}""", "a")]
    [InlineData("records: [{from: data, when: {type: {exists: true}}}, .]", """{"data": {"t": "a"}, "t": "b"}""", "b")]
    [InlineData("records: [result, alerts, .]", """{"result": "failure", "alerts": 3, "t": "a"}""", "a")]
    [InlineData("records: [{from: events, inside: [event, .]}]", """{"events": [{"event": "login", "t": "a"}, {"event": {"t": "b"}}]}""", "a,b")]
    [InlineData("records: [_source, .]", """{"source": {"ip": "192.0.2.1"}, "t": "a"}""", "a")]
    [InlineData("records: alerts\noptionalRecords: true", "{}", "")]
    [InlineData("records: [[new, old], .]", """{"new": [{"t": "a"}], "old": {"t": "b"}}""", "a,b")]
    [InlineData("records: [[new, old], .]", """{"old": [{"t": "b"}]}""", "b")]
    [InlineData("records: [[new, old], .]", """{"t": "c"}""", "c")]
    [InlineData("format: ndjson", "{\"t\": \"a\"}\r\n\n{\"t\": \"b\"}", "a,b")]
    [InlineData("format: ndjson", "{\"t\":\n\"a\"}", "a")]
    [InlineData("format: ndjson", "[{\"t\": \"a\"},\n{\"t\": \"b\"}]", "a,b")]
    public void Records_are_where_the_profile_says(string keys, string body, string expected)
    {
        var alert = Mapped.Profile($"{keys}\n{Findings}").Map(body);

        Assert.Equal(expected, string.Join(',', alert.Records.Select(r => Assert.IsType<NormalizedRecord.Found>(r).SourceId)));
        Assert.Equal(Enumerable.Range(0, alert.Records.Count), alert.Records.Select(r => r.Ordinal));
    }

    [Theory]
    [InlineData("^.name", "inner,inner")]
    [InlineData("^^.name", "outer,outer")]
    [InlineData("^^^.name", ",")]
    [InlineData("'@'", "hits,hits")]
    [InlineData("'{@}/{t}'", "hits/a,hits/b")]
    [InlineData("{from: =old, when: {'@': Hits}}", "old,old")]
    [InlineData("{from: =old, when: {'@': groups}}", ",")]
    public void A_record_knows_where_it_stands(string id, string expected)
    {
        var records = Mapped.Profile($"records: '[*].groups[*].hits'\nfindings: [{{name: f, id: {id}, finding: {{finding_info.title: t}}}}]")
            .Map("""[{"name": "outer", "groups": [{"name": "inner", "hits": [{"t": "a"}, {"t": "b"}]}]}]""").Records;

        Assert.Equal(expected, string.Join(',', records.Select(r => Assert.IsType<NormalizedRecord.Found>(r).SourceId)));
    }

    [Theory]
    [InlineData("", "{", Reason.JsonMalformed)]
    [InlineData("", "", Reason.JsonMalformed)]
    [InlineData("", "{} {}", Reason.JsonMalformed)]
    [InlineData("format: ndjson", " \n", Reason.JsonMalformed)]
    [InlineData("", "17", Reason.RecordNotObject)]
    [InlineData("", "{}", Reason.RecordUnmapped)]
    [InlineData("records: alerts", """{"t": "a"}""", Reason.RecordUnmapped)]
    [InlineData("records: alerts", """{"alerts": "a"}""", Reason.RecordUnmapped)]
    [InlineData("records: [alerts, .]", "17", Reason.RecordNotObject)]
    [InlineData("records: [alerts, .]", """{"alerts": [17]}""", Reason.RecordNotObject)]
    [InlineData("records: [{from: value, inside: content}]", """{"value": [{"other": 1}]}""", Reason.RecordUnmapped)]
    public void A_body_without_records_is_told(string keys, string body, Reason reason)
    {
        Assert.Equal(reason, Assert.IsType<NormalizedRecord.Failed>(Assert.Single(Mapped.Profile($"{keys}\n{Findings}").Map(body).Records)).Reason);
    }

    [Fact]
    public void A_record_that_fails_leaves_its_siblings_alone()
    {
        var records = Mapped.Profile(Findings).Map("""[{"t": "a"}, 5, {"x": 1}, {"t": "b"}]""").Records;

        Assert.Collection(records,
            r => Assert.IsType<NormalizedRecord.Found>(r),
            r => Assert.Equal(Reason.RecordNotObject, Assert.IsType<NormalizedRecord.Failed>(r).Reason),
            r => Assert.Equal("f: t is missing", Assert.IsType<NormalizedRecord.Failed>(r).Detail),
            r => Assert.Equal("b", Assert.IsType<NormalizedRecord.Found>(r).SourceId));
    }

    [Fact]
    public void A_broken_line_leaves_the_other_lines_alone()
    {
        var records = Mapped.Profile("format: ndjson\n" + Findings).Map("{\"t\": \"a\"}\n{\"t\": \n{\"t\": \"b\"}").Records;

        Assert.Equal([false, true, false], records.Select(r => r is NormalizedRecord.Failed));
        Assert.Equal([0, 1, 2], records.Select(r => r.Ordinal));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void There_are_as_many_records_as_allowed_and_no_more(int count, bool allowed)
    {
        foreach (var (keys, separator, open, close) in new[] { ("", ",", "[", "]"), ("format: ndjson", "\n", "", "") })
        {
            var body = open + string.Join(separator, Enumerable.Repeat("{\"t\": \"a\"}", count)) + close;
            var records = Mapped.Profile($"{keys}\n{Findings}").Map(body).Records;

            Assert.Equal(allowed ? count : 1, records.Count);
            Assert.Equal(!allowed, records[0] is NormalizedRecord.Failed { Reason: Reason.TooManyRecords });
        }
    }

    [Theory]
    [InlineData(16, Reason.None)]
    [InlineData(17, Reason.JsonTooDeep)]
    public void A_body_is_as_deep_as_allowed_and_no_deeper(int depth, Reason reason)
    {
        var body = "{\"t\": \"a\", \"d\": " + new string('[', depth - 1) + new string(']', depth - 1) + "}";

        var record = Assert.Single(Mapped.Profile(Findings).Map(body).Records);

        Assert.Equal(reason, record is NormalizedRecord.Failed failed ? failed.Reason : Reason.None);
    }

    [Fact]
    public void An_event_that_no_finding_takes_is_counted_under_its_name()
    {
        var profile = Mapped.Profile("event: {header: X-Event}\nfindings: [{name: f, event: alert, finding: {finding_info.title: t}}]");

        Assert.Equal("push", profile.Map("{", ("x-event", "push")).Ignored);
        Assert.Equal("unknown", profile.Map("{}").Ignored);
        Assert.Equal("a_b_" + new string('x', 60), profile.Map("{}", ("X-Event", "a b\n" + new string('x', 100))).Ignored);
        Assert.IsType<NormalizedRecord.Found>(Assert.Single(profile.Map("""{"t": "a"}""", ("X-Event", "ALERT")).Records));
    }

    [Fact]
    public void An_event_named_in_the_record_decides_record_by_record()
    {
        var profile = Mapped.Profile("event: kind\nfindings: [{name: f, event: [alert, anomaly], id: t, finding: {finding_info.title: t}}]");

        Assert.Collection(profile.Map("""[{"kind": "flow"}, {"kind": "anomaly", "t": "a"}]""").Records,
            r => Assert.Equal("flow", Assert.IsType<NormalizedRecord.Ignored>(r).Label),
            r => Assert.Equal("a", Assert.IsType<NormalizedRecord.Found>(r).SourceId));
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm_and_broken_UTF_8_is_refused()
    {
        var profile = Mapped.Profile(Findings);

        Assert.IsType<NormalizedRecord.Found>(Assert.Single(profile.Map([0xEF, 0xBB, 0xBF, .. "{\"t\": \"a\"}"u8]).Records));
        Assert.Equal(Reason.JsonMalformed, Assert.IsType<NormalizedRecord.Failed>(Assert.Single(profile.Map([.. "{\"t\": \""u8, 0xC3, .. "\"}"u8]).Records)).Reason);
    }

    [Fact]
    public void Order_of_keys_white_space_and_escapes_do_not_change_the_digest()
    {
        var profile = Mapped.Profile(Findings);
        var digests = new[]
        {
            """{"t": "aé", "n": {"x": 1.50, "y": [1, 2]}}""",
            """{"n":{"y":[1,2],"x":1.50},"t":"a\u00e9"}""",
            """{"n":{"y":[1,2],"x":1.50},"t":"old","t":"\u0061é"}""",
        }.Select(b => Convert.ToHexString(profile.One(b).RecordDigest.Span)).Distinct();

        Assert.Single(digests);
        Assert.NotEqual(profile.One("""{"t": "a", "n": 1.50}""").RecordDigest.ToArray(), profile.One("""{"t": "a", "n": 1.5}""").RecordDigest.ToArray());
    }

    [Fact]
    public void The_digest_is_that_of_RFC_8785()
    {
        var found = Mapped.Profile(Findings).One("{\"\\u20ac\": 1, \"\\ud83d\\ude00\": 2, \"\\ufb33\": 3, \"t\": \"a\\u000f\\n\\\"/\"}");
        var canonical = "{\"t\":\"a\\u000f\\n\\\"/\",\"\u20ac\":1,\"\U0001F600\":2,\"\ufb33\":3}";

        Assert.Equal(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(canonical)), found.RecordDigest.ToArray());
    }
}
