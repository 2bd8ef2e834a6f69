using Vigil.Cli.Shared;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Commands;

public sealed class ReportCommandTests
{
    [Fact]
    public async Task A_day_is_reported_from_what_a_process_left_behind()
    {
        using var directory = new ScratchDirectory();
        await using var vigil = await VigilProcess.StartAsync(directory.Path);
        var sender = new Sender(vigil);
        await sender.DeliverAsync(SampleAlert.Standard("host-1.corp.example", 1), TestContext.Current.CancellationToken);
        await sender.DeliverAsync(SampleAlert.Standard("host-1.corp.example", 1), TestContext.Current.CancellationToken);
        await vigil.IncidentAsync("host-1.corp.example");
        Assert.Equal(0, await vigil.TerminateAsync());

        var page = Path.Combine(directory.Path, "report.html");
        var report = (await ReportAsync(directory, "--json", "--html", page)).Ended(0).Json;
        Assert.Equal(["accepted", "duplicate"], report.GetProperty("deliveries").EnumerateArray().Select(d => d.GetProperty("outcome").GetString()).Order());
        Assert.Equal(1, Assert.Single(report.GetProperty("opened").EnumerateArray()).GetProperty("count").GetInt32());
        Assert.Contains("standard", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("Slowest stages", (await ReportAsync(directory)).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_day_is_refused()
    {
        using var directory = new ScratchDirectory();
        Assert.Contains("--date is a day", (await ReportAsync(directory, "--date", "yesterday")).Ended(1).Errors, StringComparison.Ordinal);
    }

    private static Task<CommandResult> ReportAsync(ScratchDirectory directory, params string[] arguments) =>
        VigilCommand.RunAsync(Secrets.Environment, ["report", .. arguments, "--data", directory.Path]);
}
