using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Tests.Incidents.World;
using Xunit;

namespace Vigil.Core.Tests.Incidents;

/// <summary>The process dies at every call of a port in turn, before and after its effect, and is started again.</summary>
public sealed class CrashTests
{
    private const int MostCalls = 400;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Findings_end_in_one_incident_that_is_told_of_whatever_dies(bool afterEffect) => DieEverywhereAsync(
        afterEffect,
        ["one", "two"],
        vigil => Task.CompletedTask,
        async vigil =>
        {
            await vigil.PostAsync(vigil.Finding("one", 40), vigil.Finding("two", 20));
            await vigil.PumpAsync();
            await vigil.StoreAsync(vigil.Finding("two", 95, revision: 2));
            await vigil.RepeatAsync(Sample.IdOf("two"), 2);
            await vigil.AdvanceAsync(TimeSpan.FromSeconds(3));
        },
        async vigil => Assert.Equal(95, (await vigil.HeaderOfAsync("one")).Content.Receipt.Score));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_close_takes_place_wholly_or_not_at_all(bool afterEffect) => DieEverywhereAsync(
        afterEffect,
        ["one"],
        OpenAsync,
        async vigil => await vigil.ActAsync((await vigil.IncidentOfAsync("one"))!, new TriageAction.Close(Verdict.TruePositive)),
        async vigil =>
        {
            var header = await vigil.HeaderOfAsync("one");
            Assert.Equal(header.Triage.Revision == 1, header.Triage.StatusId == IncidentStatus.Closed);
            var closed = (await vigil.Index.ListAsync(new Core.Ports.IncidentQuery(Statuses: [IncidentStatus.Closed]), null, 9, default)).Items;
            Assert.Equal(header.Triage.Revision, closed.Count);
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_split_leaves_each_finding_in_one_incident(bool afterEffect) => DieEverywhereAsync(
        afterEffect,
        ["one", "two", "three"],
        OpenThreeAsync,
        async vigil => await vigil.ActAsync((await vigil.IncidentOfAsync("one"))!, new TriageAction.Split([Sample.IdOf("two"), Sample.IdOf("three")])),
        async vigil => Assert.Equal(await vigil.IncidentOfAsync("two"), await vigil.IncidentOfAsync("three")));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_merge_takes_all_findings_along(bool afterEffect) => DieEverywhereAsync(
        afterEffect,
        ["one", "two", "three", "other"],
        async vigil =>
        {
            await OpenThreeAsync(vigil);
            await vigil.PostAsync(vigil.Finding("other", analytic: "crypto-miner"));
            await vigil.PumpAsync();
        },
        async vigil =>
        {
            var (from, into) = ((await vigil.IncidentOfAsync("one"))!, (await vigil.IncidentOfAsync("other"))!);
            await vigil.ActAsync(from, new TriageAction.Merge(into));
            await vigil.AdvanceAsync(TimeSpan.FromSeconds(3));
            await vigil.AdvanceAsync(TimeSpan.FromSeconds(3));
        },
        async vigil =>
        {
            // Where the person got no answer and nothing was entered, nothing was merged.
            var merged = await vigil.IncidentOfAsync("one") == await vigil.IncidentOfAsync("other");
            Assert.Equal(merged ? 1 : 2, (await vigil.ListingsAsync()).SelectMany(l => l).Distinct().Count());
        });

    private static async Task OpenAsync(Installation vigil)
    {
        await vigil.PostAsync(vigil.Finding("one"));
        await vigil.PumpAsync();
    }

    private static async Task OpenThreeAsync(Installation vigil)
    {
        await vigil.PostAsync(vigil.Finding("one"), vigil.Finding("two"), vigil.Finding("three"));
        await vigil.PumpAsync();
        await vigil.AdvanceAsync(TimeSpan.FromSeconds(3));
    }

    private static async Task DieEverywhereAsync(bool afterEffect, string[] names,
        Func<Installation, Task> before, Func<Installation, Task> work, Func<Installation, Task> check)
    {
        for (var n = 1; ; n++)
        {
            Assert.True(n < MostCalls, "The work never ended.");
            using var vigil = new Installation();
            await before(vigil);
            vigil.Faults.AfterEffect = afterEffect;
            vigil.Faults.At = vigil.Faults.Calls + n;
            try
            {
                await work(vigil);
            }
            catch (CrashException)
            {
                // A person's request got no answer.
            }

            var died = vigil.Faults.Dead;
            await vigil.RecoverAsync();
            try
            {
                await vigil.AssertSoundAsync(await vigil.TakePublishedAsync(), names);
                await check(vigil);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"After dying at call {n}.", exception);
            }

            if (!died)
            {
                return;
            }
        }
    }
}
