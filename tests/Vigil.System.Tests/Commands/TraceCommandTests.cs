using System.Text.Json;
using Vigil.Cli.Shared;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Commands;

public sealed class TraceCommandTests
{
    [Fact]
    public async Task An_alert_is_told_from_its_verification_over_each_enrichers_answer_and_time_to_triage()
    {
        using var directory = new ScratchDirectory();
        await using var vigil = await VigilProcess.StartAsync(directory.Path);
        var alert = await new Sender(vigil).DeliverAsync(SampleAlert.Standard("host-1.corp.example", 1), TestContext.Current.CancellationToken);
        var incident = await vigil.IncidentAsync("host-1.corp.example");
        (await VigilCommand.RunAsync(Secrets.Environment, "triage", "claim", incident, "--server", vigil.Address.ToString())).Ended(0);

        var trace = (await TraceAsync(vigil, alert, "--json")).Ended(0).Json;
        Assert.Equal(("standard", "standard-webhooks", "1"), (Text(trace, "instance"), Text(trace, "scheme"), Text(trace, "secretVersion")));
        var finding = Assert.Single(trace.GetProperty("findings").EnumerateArray());
        var answers = finding.GetProperty("answers").EnumerateArray().ToDictionary(a => Text(a, "name")!);
        Assert.Null(Text(answers["vigil.asset"], "value"));
        Assert.Equal(finding.GetProperty("receipt").GetProperty("score").GetDouble(), double.Parse(Text(answers["vigil.score"], "value")!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(answers.Values, a => Assert.True(TimeSpan.Parse(Text(a, "took")!, System.Globalization.CultureInfo.InvariantCulture) > TimeSpan.Zero));
        Assert.Equal(incident, Text(finding, "incidentId"));

        var shown = (await TraceAsync(vigil, alert)).Ended(0).Output;
        string[] steps = ["received", "verified", "stored", "normalised", "nothing found", "scored", "opened", "published", "claim"];
        Assert.All(steps, step => Assert.Contains(step, shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_alert_that_nobody_has_ends_with_one()
    {
        using var directory = new ScratchDirectory();
        await using var vigil = await VigilProcess.StartAsync(directory.Path);
        (await TraceAsync(vigil, "nothing")).Ended(1);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static Task<CommandResult> TraceAsync(VigilProcess vigil, params string[] arguments) =>
        VigilCommand.RunAsync(Secrets.Environment, ["trace", .. arguments, "--server", vigil.Address.ToString()]);
}
