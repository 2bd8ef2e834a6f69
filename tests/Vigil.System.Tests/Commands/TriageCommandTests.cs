using System.Text.Json;
using Vigil.Cli.Shared;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Commands;

public sealed class TriageCommandTests
{
    [Fact]
    public async Task An_incident_is_listed_shown_claimed_commented_and_closed_from_the_command_line()
    {
        using var directory = new ScratchDirectory();
        await using var vigil = await VigilProcess.StartAsync(directory.Path);
        (await TriageAsync(vigil, "next", "--json")).Ended(2);
        await new Sender(vigil).DeliverAsync(SampleAlert.Standard("host-1.corp.example", 1), TestContext.Current.CancellationToken);
        var id = await vigil.IncidentAsync("host-1.corp.example");

        var row = Assert.Single((await TriageAsync(vigil, "list", "--json")).Ended(0).Json.GetProperty("items").EnumerateArray());
        Assert.Equal(id, row.GetProperty("id").GetString());
        Assert.Equal(1, row.GetProperty("status_id").GetInt32());
        Assert.Contains("Credential dumping", (await TriageAsync(vigil, "show", id)).Ended(0).Output, StringComparison.Ordinal);

        var next = (await TriageAsync(vigil, "next", "--json")).Ended(0).Json;
        Assert.Equal(id, next.GetProperty("id").GetString());
        Assert.Equal(2, next.GetProperty("summary").GetProperty("status_id").GetInt32());
        (await TriageAsync(vigil, "next", "--json")).Ended(2);

        (await TriageAsync(vigil, "comment", id, "looked at [it]")).Ended(0);
        Assert.Equal(5, StatusOf(await TriageAsync(vigil, "close", id, "--verdict", "benign", "--json")));
        var shown = (await TriageAsync(vigil, "show", id, "--json")).Ended(0).Json;
        Assert.Contains("looked at [it]", shown.GetProperty("history").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("auditFault").ValueKind);
        Assert.Empty((await TriageAsync(vigil, "list", "--status", "new", "--json")).Ended(0).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task What_is_refused_ends_with_one_and_says_why()
    {
        using var directory = new ScratchDirectory();
        await using var vigil = await VigilProcess.StartAsync(directory.Path);
        await new Sender(vigil).DeliverAsync(SampleAlert.Standard("host-1.corp.example", 1), TestContext.Current.CancellationToken);
        var id = await vigil.IncidentAsync("host-1.corp.example");
        Assert.Equal(2, StatusOf(await TriageAsync(vigil, "claim", id, "--json")));

        Assert.Contains("409", (await TriageAsync(vigil, "reopen", id)).Ended(1).Errors, StringComparison.Ordinal);
        Assert.Contains("404", (await TriageAsync(vigil, "show", "nothing")).Ended(1).Errors, StringComparison.Ordinal);
        (await TriageAsync(vigil, "close", id, "--verdict", "dunno")).Ended(1);
        var nowhere = (await VigilCommand.RunAsync(Secrets.Environment, "triage", "list", "--server", "127.0.0.1")).Ended(1);
        Assert.Contains("'127.0.0.1' is no address of Vigil", nowhere.Errors, StringComparison.Ordinal);

        Assert.Equal(0, await vigil.TerminateAsync());
        var away = (await TriageAsync(vigil, "list")).Ended(1);
        Assert.Contains("Vigil does not answer", away.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", away.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("triage", "receive")]
    [InlineData("up", "--port", "0")]
    public async Task Settings_beside_the_data_are_read_and_what_is_no_json_is_told_by_name(params string[] command)
    {
        using var directory = new ScratchDirectory();
        await File.WriteAllTextAsync(Path.Combine(directory.Path, "vigil.json"), "{ no json", TestContext.Current.CancellationToken);
        var refused = (await VigilCommand.RunAsync(Secrets.Environment, [.. command, "--data", directory.Path])).Ended(1);
        Assert.Contains("vigil.json cannot be used", refused.Errors.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
    }

    private static int StatusOf(CommandResult action) => action.Ended(0).Json.GetProperty("status_id").GetInt32();

    private static Task<CommandResult> TriageAsync(VigilProcess vigil, params string[] arguments) =>
        VigilCommand.RunAsync(Secrets.Environment, ["triage", .. arguments, "--server", vigil.Address.ToString()]);
}
