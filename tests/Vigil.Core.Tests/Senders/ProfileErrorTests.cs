using Vigil.Core.Senders;
using Vigil.Core.Senders.Compilation;
using Vigil.Core.Tests.Normalization;
using Xunit;

namespace Vigil.Core.Tests.Senders;

public sealed class ProfileErrorTests
{
    private const string Head = "profile: acme\ntitle: Acme\nverification: {scheme: shared-secret, header: X-Token}\ndelivery: {contentTypes: [application/json]}\n";
    private const string Body = Head + "findings:\n  - name: f\n    finding:\n      finding_info.title: title\n";

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("- a", 1, "expected a mapping, found a list")]
    [InlineData("a: [1\n", 2, "not YAML")]
    [InlineData("profile: acme\nprofile: acme", 2, "'profile' stands twice")]
    [InlineData("profile: &x acme", 1, "anchors and tags are not allowed")]
    [InlineData("profile: *x", 1, "aliases are not allowed")]
    [InlineData("profile: !!str acme", 1, "anchors and tags are not allowed")]
    [InlineData(Body + "---\nprofile: b\n", 9, "more than one document")]
    [InlineData("profile: acme", 1, "'title' is missing")]
    [InlineData("profile: Acme!\ntitle: Acme\ndelivery: {}", 1, "'Acme!' is no name")]
    [InlineData("profile: acme\ntitle: [a]", 2, "'title' must be a text, found a list")]
    [InlineData(Head, 1, "'findings' is missing")]
    [InlineData(Body + "titel: x", 9, "unknown key 'titel'; did you mean 'title'?")]
    [InlineData(Body + "    serverity: =High", 9, "unknown key 'serverity'; did you mean 'severity'?")]
    [InlineData(Body + "    severity: =Hihg", 9, "'Hihg' is none of Unknown, Informational, Low, Medium, High, Critical, Fatal, Other; did you mean 'High'?")]
    [InlineData(Body + "    severity:\n      from: s\n      map:\n        a: High\n        b: Hot", 13, "'Hot' is none of")]
    [InlineData(Body + "    severity: {from: s, bands: {x: High}}", 9, "'x' in 'bands' is no number")]
    [InlineData(Body + "    severity: {map: {a: High}}", 9, "a value needs exactly one of 'from', 'first' and 'header'")]
    [InlineData(Body + "    severity: {from: s, maps: {a: High}}", 9, "unknown key 'maps'; did you mean 'map'?")]
    [InlineData(Body + "    id: a..b", 9, "bad path 'a..b'")]
    [InlineData(Body + "    id: a[x]", 9, "bad path 'a[x]': '[x]' is neither an index, [*] nor a filter")]
    [InlineData(Body + "    id: 'a[0'", 9, "bad path 'a[0': the bracket at column 2 is not closed")]
    [InlineData(Body + "    id: \"{a\"", 9, "bad template '{a': the brace at column 1 is not closed")]
    [InlineData(Body + "    id: {from: a, regex: '(?=x)'}", 9, "is too costly")]
    [InlineData(Body + "    id: {from: a, regex: '('}", 9, "bad regular expression '('")]
    [InlineData(Body + "    id: {from: a, as: x}", 9, "'as' goes with 'regex'")]
    [InlineData(Body + "    time: {from: a, format: HH:mm}", 9, "'HH:mm' is no time format")]
    [InlineData(Body + "    event: push", 5, "names events, but the profile does not say where")]
    [InlineData(Body + "    when: {}", 9, "an empty condition")]
    [InlineData(Body + "    when: {a: {prefixx: b}}", 9, "unknown key 'prefixx'; did you mean 'prefix'?")]
    [InlineData(Body + "    when: {a: null}", 9, "expected a text; to test for nothing write {exists: false}")]
    [InlineData(Body + "    assets: [{hots: a}]", 9, "unknown kind of asset 'hots'")]
    [InlineData(Body + "    observables: {ipp: a}", 9, "unknown type of observable 'ipp'; did you mean 'ip'?")]
    [InlineData(Body + "      evidences: {proces: {pid: a}}", 9, "unknown OCSF attribute 'evidences[].proces'; did you mean 'process'?")]
    [InlineData(Body + "      'evidences[].process.pidd': a", 9, "unknown OCSF attribute 'evidences[].process.pidd'; did you mean 'pid'?")]
    [InlineData(Body + "      device: host", 9, "'device' is an object: expected a mapping of its attributes, found a value")]
    [InlineData(Body + "      message.text: a", 9, "'message' is no object")]
    [InlineData(Body + "      message: a\n      message[]: b", 10, "'message' stands twice")]
    [InlineData(Body + "      count: =many", 9, "'many' is no whole number (detection_finding.count)")]
    [InlineData(Body + "      device.type_id: =Toaster", 9, "'Toaster' is none of")]
    [InlineData(Body + "      device.ip: =example", 9, "'example' is no IP address")]
    [InlineData(Body + "      severity_id: a", 9, "'severity_id' is set by the key 'severity' of the finding")]
    [InlineData(Body + "      class_uid: a", 9, "'class_uid' is set by Vigil itself")]
    [InlineData(Body + "      message: {from: a, format: iso}", 9, "'format' is for times")]
    [InlineData(Body + "      message:", 9, "expected a path, '=constant' or '{template}', found nothing")]
    [InlineData(Body + "ignore: [{label: x}]", 9, "'when' is missing")]
    [InlineData(Body + "format: xml", 9, "'format' must be one of json, ndjson, not 'xml'")]
    [InlineData(Body + "examples: [{name: a, body: b, expect: {}}]", 9, "'expect' needs 'findings', 'ignored' or 'failed'")]
    [InlineData(Body + "answers: {accepted: 99}", 9, "'accepted' must be a whole number between 200 and 599, not '99'")]
    public void A_fault_is_told_with_file_line_and_what_is_wrong(string yaml, int line, string problem)
    {
        var error = Assert.Throws<ProfileException>(() => ProfileCompiler.Compile("acme.yaml", yaml));

        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.Equal(line, error.Line);
        Assert.StartsWith($"acme.yaml:{line}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_scheme_or_handshake_is_refused()
    {
        Assert.Contains("hmack", Assert.Throws<ProfileException>(() => Compile("verification: {scheme: hmack}")).Problem, StringComparison.Ordinal);
        Assert.Contains("wave", Assert.Throws<ProfileException>(() => Compile("verification: {scheme: standard-webhooks}\nhandshakes: [{kind: wave}]")).Problem, StringComparison.Ordinal);
        Assert.Contains("did you mean 'header'?", Assert.Throws<ProfileException>(
            () => Compile("verification: {scheme: shared-secret, header: X, heder: Y}")).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_of_256_KiB_is_read_and_a_larger_one_refused()
    {
        var full = Body + "#" + new string('x', (256 * 1024) - Body.Length - 1);

        Assert.Equal("acme", ProfileCompiler.Compile("acme.yaml", full).Name);
        Assert.Contains("larger than 256 KiB", Assert.Throws<ProfileException>(() => ProfileCompiler.Compile("acme.yaml", full + "x")).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var error = Assert.Throws<ProfileException>(() => ProfileCompiler.Compile("acme.yaml", "a: " + new string('[', 10_000)));

        Assert.Contains("nested deeper than", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_follows_the_text()
    {
        Assert.Equal(Mapped.Finding("id: a").Version, Mapped.Finding("id: a").Version);
        Assert.NotEqual(Mapped.Finding("id: a").Version, Mapped.Finding("id: b").Version);
    }

    private static SenderProfile Compile(string keys) => ProfileCompiler.Compile("acme.yaml", $"profile: acme\ntitle: Acme\ndelivery: {{}}\n{keys}\nfindings: []\n");
}
