using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Incidents;

public sealed class TriageTests : IDisposable
{
    private readonly Installation _vigil = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _vigil.Dispose();

    [Fact]
    public async Task An_incident_goes_from_new_to_closed_and_every_step_is_in_the_audit()
    {
        var id = await OpenAsync("one");
        await DoneAsync(id, new TriageAction.Claim(), 0);
        await DoneAsync(id, new TriageAction.AddComment("Looks like the deployment of this morning."), 1);
        await DoneAsync(id, new TriageAction.Hold(), 2);
        await DoneAsync(id, new TriageAction.Claim(), 3);
        await DoneAsync(id, new TriageAction.Assign(Installation.Bob), 4);
        await DoneAsync(id, new TriageAction.Resolve(Verdict.TruePositive), 5);
        var closed = await DoneAsync(id, new TriageAction.Close(Verdict.TruePositive, "Rolled back."), 6);

        Assert.Equal(IncidentStatus.Closed, closed.Triage.StatusId);
        Assert.Equal(Installation.Bob, closed.Triage.Assignee);
        Assert.Equal(2, closed.Triage.CommentCount);
        Assert.Null(await _vigil.Get<AuditLog>().VerifyAsync(id, Cancelled));
        var detail = await _vigil.Get<IncidentQueries>().GetAsync(id, 10, Cancelled);
        Assert.Equal(
            [TriageVerb.Claim, TriageVerb.Comment, TriageVerb.Hold, TriageVerb.Claim, TriageVerb.Assign, TriageVerb.Resolve, TriageVerb.Close],
            detail!.History.Select(e => e.Change.Verb));
        Assert.Equal(Sample.IdOf("one"), Assert.Single(detail.Findings.Items).Id);
    }

    [Fact]
    public async Task An_action_on_another_triage_revision_is_refused_and_findings_do_not_change_it()
    {
        var id = await OpenAsync("one");
        await OpenAsync("two");
        await DoneAsync(id, new TriageAction.AddComment("Mine."), expected: 0);

        Assert.Equal(Reason.PreconditionFailed, await RefusedAsync(id, new TriageAction.Hold(), expected: 0));
    }

    [Theory]
    [InlineData(TriageActor.MaxLength, true)]
    [InlineData(TriageActor.MaxLength + 1, false)]
    public async Task Whoever_acts_has_a_name_of_bounded_length(int length, bool accepted)
    {
        var id = await OpenAsync("one");
        var actor = new TriageActor("ann@example.com", new string('A', length));
        TriageOutcome[] outcomes =
        [
            await _vigil.ActAsync(id, new TriageAction.AddComment("Mine."), actor: actor),
            await _vigil.Get<IncidentTriage>().TakeNextAsync(actor, Cancelled),
        ];

        Assert.All(outcomes, outcome => Assert.Equal(accepted ? null : Reason.RequestMalformed, (outcome as TriageOutcome.Refused)?.Reason));
        Assert.Equal(accepted ? 2 : 0, (await _vigil.HeaderAsync(id)).Triage.Revision);
    }

    [Fact]
    public async Task One_of_many_who_claim_at_once_has_it()
    {
        var id = await OpenAsync("one");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            _vigil.ActAsync(id, new TriageAction.Claim(), 0, new TriageActor($"{i}@example.com", $"Analyst {i}")).AsTask()));

        var winner = Assert.Single(outcomes.OfType<TriageOutcome.Done>());
        Assert.All(outcomes.OfType<TriageOutcome.Refused>(), r => Assert.Equal(Reason.AlreadyClaimed, r.Reason));
        Assert.Equal(winner.Incident.Triage.Assignee, (await _vigil.HeaderAsync(id)).Triage.Assignee);
        Assert.Single(await _vigil.NamesAsync(Containers.Audit));
    }

    [Fact]
    public async Task Actions_and_findings_at_once_lose_nothing()
    {
        var id = await OpenAsync("first");
        await _vigil.PostAsync([.. Enumerable.Range(0, 100).Select(i => _vigil.Finding($"finding {i}"))]);
        _vigil.Time.Advance(TimeSpan.FromSeconds(3));
        var comments = Enumerable.Range(0, 20).Select(i => _vigil.ActAsync(id, new TriageAction.AddComment($"Comment {i}")).AsTask());
        await Task.WhenAll([.. comments, _vigil.PumpAsync(concurrency: 24)]);
        await _vigil.RecoverAsync();

        var header = await _vigil.HeaderAsync(id);
        Assert.Equal(20, header.Triage.CommentCount);
        Assert.Equal(101, header.Content.FindingCount);
        await _vigil.AssertSoundAsync(await _vigil.TakePublishedAsync(), "first", "finding 99");
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public async Task A_comment_has_four_kilobytes_of_utf8(int bytes, bool taken)
    {
        var id = await OpenAsync("one");
        var text = new string('é', 2047) + new string('x', bytes - 4094);
        var outcome = await _vigil.ActAsync(id, new TriageAction.AddComment(text));

        Assert.Equal(taken, outcome is TriageOutcome.Done);
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public async Task A_name_has_128_characters(int length, bool taken)
    {
        var id = await OpenAsync("one");
        var outcome = await _vigil.ActAsync(id, new TriageAction.Assign(new TriageActor("x", new string('n', length))));

        Assert.Equal(taken, outcome is TriageOutcome.Done);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        var id = await OpenAsync("one");
        foreach (var action in (TriageAction[])
        [
            new TriageAction.AddComment(" "), new TriageAction.Close(0), new TriageAction.Close(11), new TriageAction.Resolve(99),
            new TriageAction.Assign(new TriageActor("bob", "B\u001bob")), new TriageAction.Merge("../x"), new TriageAction.Merge(id),
            new TriageAction.Split([]), new TriageAction.Split([Sample.IdOf("never seen")]), new TriageAction.Split([Sample.IdOf("one")]),
        ])
        {
            Assert.Equal(Reason.RequestMalformed, await RefusedAsync(id, action));
        }

        Assert.Equal(Reason.TransitionNotAllowed, await RefusedAsync(id, new TriageAction.Reopen()));
        Assert.Equal(Reason.NotFound, await RefusedAsync(Sample.IdOf("no incident"), new TriageAction.Claim()));
        Assert.Equal(Reason.NotFound, await RefusedAsync("../header", new TriageAction.Claim()));
        Assert.Empty(await _vigil.NamesAsync(Containers.Audit));
        Assert.Empty(await _vigil.NamesAsync(Containers.Pending));
    }

    [Theory]
    [InlineData(IncidentStatus.New, "claim assign hold resolve close comment")]
    [InlineData(IncidentStatus.InProgress, "claim assign hold resolve close comment")]
    [InlineData(IncidentStatus.OnHold, "claim assign resolve close comment")]
    [InlineData(IncidentStatus.Resolved, "close reopen comment")]
    [InlineData(IncidentStatus.Closed, "reopen comment")]
    public void Each_state_allows_its_actions(int status, string allowed)
    {
        var actions = new Dictionary<string, TriageAction>
        {
            ["claim"] = new TriageAction.Claim(),
            ["assign"] = new TriageAction.Assign(Installation.Bob),
            ["hold"] = new TriageAction.Hold(),
            ["resolve"] = new TriageAction.Resolve(),
            ["close"] = new TriageAction.Close(Verdict.Benign),
            ["reopen"] = new TriageAction.Reopen(),
            ["comment"] = new TriageAction.AddComment("Text"),
        };
        var state = TriageState.Initial with { StatusId = status, Assignee = status == IncidentStatus.New ? null : Installation.Ann };

        Assert.Equal(
            allowed.Split(' '),
            actions.Where(a => TriageRules.Plan(state, Installation.Ann, a.Value).Refusal == Reason.None).Select(a => a.Key));
    }

    [Fact]
    public async Task The_next_one_is_the_most_urgent_that_is_new()
    {
        var low = await OpenAsync("low", 20, "a");
        var high = await OpenAsync("high", 95, "b");
        var middle = await OpenAsync("middle", 60, "c");

        var triage = _vigil.Get<IncidentTriage>();
        string[] taken = [await NextAsync(), await NextAsync(), await NextAsync()];
        Assert.Equal([high, middle, low], taken);
        Assert.Equal(Reason.NotFound, Assert.IsType<TriageOutcome.Refused>(await triage.TakeNextAsync(Installation.Ann, Cancelled)).Reason);

        async Task<string> NextAsync() =>
            Assert.IsType<TriageOutcome.Done>(await triage.TakeNextAsync(Installation.Ann, Cancelled)).Incident.Id;
    }

    [Fact]
    public async Task Many_who_take_the_next_at_once_each_get_another()
    {
        for (var i = 0; i < 6; i++)
        {
            await OpenAsync($"finding {i}", 50, $"rule {i}");
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            _vigil.Get<IncidentTriage>().TakeNextAsync(new TriageActor($"{i}", $"Analyst {i}"), Cancelled).AsTask()));
        Assert.Equal(6, taken.OfType<TriageOutcome.Done>().Select(d => d.Incident.Id).Distinct().Count());
    }

    [Fact]
    public async Task Two_calls_of_one_person_at_once_get_two_incidents()
    {
        for (var i = 0; i < 6; i++)
        {
            await OpenAsync($"finding {i}", 50, $"rule {i}");
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            _vigil.Get<IncidentTriage>().TakeNextAsync(Installation.Ann, Cancelled).AsTask()));
        Assert.Equal(6, taken.OfType<TriageOutcome.Done>().Select(d => d.Incident.Id).Distinct().Count());
    }

    [Fact]
    public async Task Tampering_with_the_audit_is_found()
    {
        var id = await OpenAsync("one");
        await DoneAsync(id, new TriageAction.Claim(), 0);
        await DoneAsync(id, new TriageAction.AddComment("Harmless."), 1);
        await DoneAsync(id, new TriageAction.Close(Verdict.Benign), 2);
        var names = await _vigil.NamesAsync(Containers.Audit);
        var second = await _vigil.Blobs.ReadAsync(Containers.Audit, names[1], Cancelled);
        var text = System.Text.Encoding.UTF8.GetString(second!.Content.Span).Replace("Harmless", "Harmful!", StringComparison.Ordinal);
        await _vigil.Blobs.ReplaceAsync(Containers.Audit, names[1], System.Text.Encoding.UTF8.GetBytes(text), null, second.Info.ETag, Cancelled);

        Assert.Contains("Entry 3", await _vigil.Get<AuditLog>().VerifyAsync(id, Cancelled), StringComparison.Ordinal);
        await _vigil.Blobs.DeleteAsync(Containers.Audit, names[2], null, Cancelled);
        Assert.Contains("missing", await _vigil.Get<AuditLog>().VerifyAsync(id, Cancelled), StringComparison.Ordinal);
    }

    private async Task<string> OpenAsync(string name, double score = 50, string analytic = "terminal-shell")
    {
        await _vigil.PostAsync(_vigil.Finding(name, score, analytic));
        await _vigil.PumpAsync();
        await _vigil.AdvanceAsync(TimeSpan.FromSeconds(3));
        return (await _vigil.IncidentOfAsync(name))!;
    }

    private async Task<IncidentHeader> DoneAsync(string id, TriageAction action, int expected) =>
        Assert.IsType<TriageOutcome.Done>(await _vigil.ActAsync(id, action, expected)).Incident;

    private async Task<Reason> RefusedAsync(string id, TriageAction action, int? expected = null) =>
        Assert.IsType<TriageOutcome.Refused>(await _vigil.ActAsync(id, action, expected)).Reason;
}
