using System.Text.Json;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Ocsf;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Incidents;

public sealed class HeaderLimitsTests
{
    [Fact]
    public async Task Comments_go_before_the_contributions_of_the_score()
    {
        var header = await HeaderAsync();
        var comment = new TriageComment(default, "Ann", new string('c', HeaderLimits.MaxBytes));
        var (kept, json) = HeaderLimits.Fit(header with { Triage = header.Triage with { LastComments = [comment], CommentCount = 1 } });

        Assert.InRange(json.Length, 1, HeaderLimits.MaxBytes);
        Assert.Empty(kept.Triage.LastComments);
        Assert.Equal(1, kept.Triage.CommentCount);
        Assert.Equal(header.Content.Receipt.Contributions, kept.Content.Receipt.Contributions);
    }

    [Fact]
    public async Task A_header_of_which_nothing_can_be_left_out_is_stored_as_it_is()
    {
        var header = await HeaderAsync();
        var title = new string('t', HeaderLimits.MaxBytes);
        var (kept, json) = HeaderLimits.Fit(header with { Content = header.Content with { Title = title } });

        Assert.Equal(title, kept.Content.Title);
        Assert.Equal(kept.Content.Title, JsonDocument.Parse(json).RootElement.GetProperty("content").GetProperty("title").GetString());
        Assert.Empty(kept.Content.Receipt.Contributions);
    }

    [Fact]
    public async Task A_single_observable_without_findings_does_not_hold_it_up()
    {
        var header = await HeaderAsync();
        var observable = new Observable { TypeId = 1, Value = new string('o', HeaderLimits.MaxBytes) };
        var (kept, json) = HeaderLimits.Fit(header with { Content = header.Content with { Findings = [], Observables = [observable], Attacks = [] } });

        Assert.InRange(json.Length, 1, HeaderLimits.MaxBytes);
        Assert.Empty(kept.Content.Observables);
    }

    private static async Task<IncidentHeader> HeaderAsync()
    {
        using var vigil = new Installation();
        await vigil.PostAsync(vigil.Finding("one"));
        await vigil.PumpAsync();
        return await vigil.HeaderOfAsync("one");
    }
}
