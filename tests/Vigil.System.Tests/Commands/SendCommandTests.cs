using Vigil.Cli.Shared;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Commands;

public sealed class SendCommandTests
{
    private const string AlertWithoutItsRule = """{"action": "created", "alert": {"number": 1}}""";

    [Fact]
    public async Task A_record_without_its_rule_becomes_a_dead_letter_whose_replay_tells_that_it_would_fail_again()
    {
        using var directory = new ScratchDirectory();
        await using var vigil = await VigilProcess.StartAsync(directory.Path);
        (await SendAsync(vigil, Secrets.Environment, AlertWithoutItsRule)).Ended(0);
        var id = await DeadLetterAsync(vigil, since: default);

        var letter = Assert.Single((await DeadLettersAsync(vigil, "list", "--json")).Ended(0).Json.GetProperty("items").EnumerateArray());
        Assert.Equal("record-unmapped", letter.GetProperty("reason").GetString());
        Assert.Empty((await DeadLettersAsync(vigil, "list", "--json", "--reason", "json-malformed")).Ended(0).Json.GetProperty("items").EnumerateArray());
        Assert.Contains("record-unmapped", (await DeadLettersAsync(vigil, "show", id)).Ended(0).Output, StringComparison.Ordinal);

        // Nothing has changed for the better, and it is told before anything is sent.
        Assert.Contains("1 would fail again", (await DeadLettersAsync(vigil, "replay", "--all", "--dry-run")).Ended(0).Output, StringComparison.Ordinal);
        Assert.Contains("0 replayed, 0 done already, 1 would fail again", (await DeadLettersAsync(vigil, "replay", id)).Ended(1).Output, StringComparison.Ordinal);

        // One that does not exist stops nobody.
        var mixed = (await DeadLettersAsync(vigil, "replay", "nothing", id, "--dry-run", "--json")).Ended(1).Json;
        Assert.Equal(1, mixed.GetProperty("wouldFail").GetInt32());
        Assert.Equal(["nothing", id], mixed.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()));
        Assert.Contains("404", mixed.GetProperty("items")[0].GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains("or say --all", (await DeadLettersAsync(vigil, "replay")).Ended(1).Errors, StringComparison.Ordinal);
        Assert.Contains("or say --all", (await DeadLettersAsync(vigil, "replay", id, "--all")).Ended(1).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_may_come_twice_and_needs_a_value()
    {
        using var directory = new ScratchDirectory();
        await using var vigil = await VigilProcess.StartAsync(directory.Path);
        (await SendAsync(vigil, Secrets.Environment, AlertWithoutItsRule, "--header", "X-Note: one", "--header", "x-note: two")).Ended(0);
        foreach (var header in new[] { "X-Note:", "X-Note", ": value", "two words: value", "Content-Type: text/plain" })
        {
            var refused = (await SendAsync(vigil, Secrets.Environment, AlertWithoutItsRule, "--header", header)).Ended(1);
            Assert.Contains(header.Split(':')[0], refused.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(0, await vigil.TerminateAsync());
        Assert.Contains(
            "Vigil does not answer", (await SendAsync(vigil, Secrets.Environment, AlertWithoutItsRule)).Ended(1).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_and_a_missing_one_end_with_one()
    {
        using var directory = new ScratchDirectory();
        await using var vigil = await VigilProcess.StartAsync(directory.Path);
        var wrong = new Dictionary<string, string> { ["VIGIL_SECRET_WEBHOOK_GITHUB"] = "another secret of some length" };
        Assert.Contains("signature-mismatch", (await SendAsync(vigil, wrong, AlertWithoutItsRule)).Ended(1).Output, StringComparison.Ordinal);
        var missing = (await SendAsync(vigil, new Dictionary<string, string>(), AlertWithoutItsRule)).Ended(1);
        Assert.Contains("VIGIL_SECRET_WEBHOOK_GITHUB", missing.Errors, StringComparison.Ordinal);
        await using var store = new Store(directory.Path);
        Assert.Empty(await store.ListAsync(Core.Ports.Containers.Alerts));
    }

    private static async Task<CommandResult> SendAsync(VigilProcess vigil, IReadOnlyDictionary<string, string> environment, string body, params string[] more)
    {
        using var files = new ScratchDirectory();
        var file = Path.Combine(files.Path, "alert.json");
        await File.WriteAllTextAsync(file, body, TestContext.Current.CancellationToken);
        return await VigilCommand.RunAsync(
            environment,
            ["send", file, "--sender", "github", "--header", "X-GitHub-Event: code_scanning_alert", "--server", vigil.Address.ToString(), .. more]);
    }

    private static Task<CommandResult> DeadLettersAsync(VigilProcess vigil, params string[] arguments) =>
        VigilCommand.RunAsync(Secrets.Environment, ["dead-letters", .. arguments, "--server", vigil.Address.ToString()]);

    private static async Task<string> DeadLetterAsync(VigilProcess vigil, DateTimeOffset since) => await Eventually.GetAsync(
        async () => (await vigil.Client.GetAsync("dead-letters", TestContext.Current.CancellationToken)).GetProperty("items").EnumerateArray()
            .Where(l => l.GetProperty("lastSeen").GetDateTimeOffset() >= since).Select(l => l.GetProperty("id").GetString()).SingleOrDefault(),
        () => $"No dead letter.\n{vigil.LastLines()}");
}
