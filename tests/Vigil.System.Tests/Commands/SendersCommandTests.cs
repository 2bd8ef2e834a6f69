using Vigil.Cli.Shared;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Commands;

public sealed class SendersCommandTests : IDisposable
{
    private const string Secret = "a secret of thirty-two bytes, ok";

    private const string Sample = """
        {"alerts": [{"uuid": "a-1", "created_at": "2026-03-16 09:00:00 UTC", "level": "severe", "rule_name": "Beacon", "summary": "Beaconing to a known host",
          "host": {"hostname": "web-1", "ip": "10.0.0.7"}, "network": {"dest.ip": "203.0.113.9"}, "user": "CORP\\jo", "sha": "0123456789abcdef0123456789abcdef",
          "tactic": "Command and Control", "link": "https://acme.example/a/1", "odd key": true, "note": null}]}
        """;

    private readonly ScratchDirectory _directory = new();

    private string DataDirectory => Path.Combine(_directory.Path, "data");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_profile_drafted_from_a_sample_does_what_it_shows_and_an_edit_shows_in_the_diff()
    {
        var profile = Path.Combine(_directory.Path, "acme.yaml");
        (await RunAsync("senders", "new", await FileAsync("sample.json", Sample), "--name", "acme", "--title", "Acme Guard", "--output", profile)).Ended(0);

        Assert.Contains("acme: 1 examples, as shown", (await RunAsync("senders", "test", profile)).Ended(0).Output, StringComparison.Ordinal);
        Assert.Contains("posts to", (await RunAsync("senders", "show", profile)).Ended(0).Output, StringComparison.Ordinal);
        Assert.Equal("/api/webhooks/acme", (await RunAsync("senders", "show", profile, "--json")).Ended(0).Json.GetProperty("path").GetString());
        var yaml = await File.ReadAllTextAsync(profile, TestContext.Current.CancellationToken);
        Assert.Contains("id: a-1, severity: Critical, finding_info.title: Beacon}", yaml, StringComparison.Ordinal);

        await File.WriteAllTextAsync(profile, yaml.Replace("severity: Critical", "severity: Low", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var differs = (await RunAsync("senders", "test", profile)).Ended(1).Output;
        Assert.Contains("findings[0].severity", differs, StringComparison.Ordinal);
        Assert.Contains("- Low", differs, StringComparison.Ordinal);
        Assert.Contains("+ Critical", differs, StringComparison.Ordinal);
        Assert.Equal("Low", (await RunAsync("senders", "test", profile, "--json")).Ended(1).Json[0].GetProperty("differences")[0].GetProperty("expected").GetString());

        var again = await RunAsync("senders", "new", Path.Combine(_directory.Path, "sample.json"), "--name", "acme", "--output", profile);
        Assert.Contains("cannot be written", again.Ended(1).Errors, StringComparison.Ordinal);
        Assert.Contains("no JSON", (await RunAsync("senders", "new", profile, "--name", "acme")).Ended(1).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_shipped_profile_does_what_it_shows()
    {
        Assert.DoesNotContain("differs", (await RunAsync("senders", "test")).Ended(0).Output, StringComparison.Ordinal);
        Assert.Contains("neither a file nor a sender profile", (await RunAsync("senders", "test", "nobody")).Ended(1).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_file_is_printed_as_headers_and_as_a_call()
    {
        var file = await FileAsync("alert.json", "{}");
        var signed = (await RunAsync("senders", "sign", file, "--sender", "github", "--header", "X-GitHub-Event: it's")).Ended(0).Output;

        Assert.Contains("X-Hub-Signature-256: sha256=", signed, StringComparison.Ordinal);
        Assert.Contains("""-H 'X-GitHub-Event: it'\''s'""", signed, StringComparison.Ordinal);
        Assert.Contains("'http://127.0.0.1:7071/api/webhooks/github'", signed, StringComparison.Ordinal);
        var json = (await RunAsync("senders", "sign", file, "--sender", "github", "--json")).Ended(0).Json;
        Assert.Contains(json.GetProperty("headers").EnumerateArray(), h => h.GetProperty("key").GetString() == "X-Hub-Signature-256");
    }

    [Fact]
    public async Task Payloads_are_held_against_rules()
    {
        var payloads = Path.Combine(_directory.Path, "payloads");
        await FileAsync("payloads/github/push.1.json", "{}");
        await FileAsync("payloads/github/code_scanning_alert.1.json", """{"action": "created", "alert": {"number": 1, "rule": {"id": "r", "severity": "error"}}, "repository": {"full_name": "acme/shop"}}""");
        await FileAsync("rules/github.yaml", """
            payloads:
              - files: github/code_scanning_alert*
                headers: {X-GitHub-Event: "{file}"}
                untold: [time]
                observables: [repository.full_name]
              - {files: github/*, headers: {X-GitHub-Event: "{file}"}, ignored: "{file}"}
            """);

        var sender = (await RunAsync("senders", "check", payloads, "--rules", Path.Combine(_directory.Path, "rules"), "--json")).Ended(0).Json[0];
        Assert.Equal(["github", "2", "1", "0", "1", "1"], new[] { "sender", "files", "findings", "errors", "observed", "expected" }.Select(n => sender.GetProperty(n).ToString()));

        await FileAsync("payloads/github/code_scanning_alert.2.json", "{}");
        var wrong = (await RunAsync("senders", "check", payloads, "--rules", Path.Combine(_directory.Path, "rules"))).Ended(1).Output;
        Assert.Contains("github/code_scanning_alert.2.json: 0 findings instead of 1", wrong, StringComparison.Ordinal);
        Assert.Contains("1 of 1", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_Vigil_takes_an_installed_profile_and_keeps_it_when_a_broken_one_follows()
    {
        var profile = Path.Combine(_directory.Path, "acme.yaml");
        (await RunAsync("senders", "new", await FileAsync("sample.json", Sample), "--name", "acme", "--output", profile)).Ended(0);
        Assert.Contains("Profiles:AllowVerification", (await RunAsync("senders", "install", profile, "--data", DataDirectory)).Ended(1).Errors, StringComparison.Ordinal);

        await FileAsync("data/vigil.json", """{"Profiles": {"AllowVerification": true}}""");
        await using var vigil = await VigilProcess.StartAsync(DataDirectory, KeyValuePair.Create("VIGIL_SECRET_WEBHOOK_ACME", Secret));
        (await RunAsync("senders", "install", profile, "--data", DataDirectory)).Ended(0);
        await Eventually.GetAsync(
            async () => (await SendAsync(vigil, profile)).ExitCode == 0 ? "taken" : null, () => $"Not taken.\n{vigil.LastLines()}");

        var broken = await RunAsync("senders", "install", await FileAsync("broken.yaml", "profile: acme\ntitle: Acme"), "--data", DataDirectory);
        Assert.Contains("broken.yaml:1: 'delivery' is missing", broken.Ended(1).Errors, StringComparison.Ordinal);
        var listed = (await RunAsync("senders", "list", "--data", DataDirectory, "--json")).Ended(0).Json.EnumerateArray().Single(s => s.GetProperty("name").GetString() == "acme");
        Assert.Equal("reference", listed.GetProperty("origin").GetString());
        (await RunAsync("senders", "remove", "acme", "--data", DataDirectory)).Ended(0);
        Assert.Contains("There is no", (await RunAsync("senders", "remove", "acme", "--data", DataDirectory)).Ended(1).Errors, StringComparison.Ordinal);
    }

    private static Task<CommandResult> SendAsync(VigilProcess vigil, string profile) => RunAsync(
        "senders", "send", Path.Combine(Path.GetDirectoryName(profile)!, "sample.json"), "--sender", "acme", "--profile", profile, "--server", vigil.Address.ToString());

    private static Task<CommandResult> RunAsync(params string[] arguments) => VigilCommand.RunAsync(
        new Dictionary<string, string> { ["VIGIL_SECRET_WEBHOOK_ACME"] = Secret, ["VIGIL_SECRET_WEBHOOK_GITHUB"] = Secret }, arguments);

    private async Task<string> FileAsync(string name, string content)
    {
        var path = Path.Combine(_directory.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }
}
