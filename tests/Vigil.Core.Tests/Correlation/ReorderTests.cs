using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Vigil.Core.Correlation;
using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Core.Tests.Enrichment;
using Xunit;

namespace Vigil.Core.Tests.Correlation;

/// <summary>From alerts to incidents, with what overtakes what: the end is the same.</summary>
public sealed class ReorderTests
{
    private static readonly string s_findingId = DeterministicId.Of("acme", "test", "1");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, true)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    [InlineData(false, false, false)]
    public async Task Open_and_resolved_are_one_resolved_incident_whatever_is_handled_first(bool openFirst, bool correlatedBetween, bool sourceTimes)
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await using var incidents = Incidents(bench.Store);
        await bench.StoreAsync("open", sourceTimes ? """[{"id":"1","updated":"2026-01-01T00:00:00Z"}]""" : """[{"id":"1"}]""");
        bench.Store.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.StoreAsync("closed", sourceTimes ? """[{"id":"1","activity":3,"updated":"2026-01-02T00:00:00Z"}]""" : """[{"id":"1","activity":3}]""");

        await bench.HandleAsync(openFirst ? "open" : "closed");
        if (correlatedBetween)
        {
            await CorrelateAsync(bench.Store, incidents);
        }

        await bench.HandleAsync(openFirst ? "closed" : "open");
        await CorrelateAsync(bench.Store, incidents);

        await AssertResolvedAsync(bench, incidents);
        Assert.Equal((2, "closed"), Assert.Single(await bench.FindingsAsync()) is var finding ? (finding.Revision, finding.AlertId) : default);
    }

    [Fact]
    public async Task Open_and_resolved_in_one_alert_are_one_resolved_incident()
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await using var incidents = Incidents(bench.Store);
        await bench.EnrichAsync("both", """[{"id":"1"},{"id":"1","activity":3}]""");
        await CorrelateAsync(bench.Store, incidents);

        await AssertResolvedAsync(bench, incidents);
    }

    [Fact]
    public async Task A_resolved_notice_opens_nothing_with_itself_nor_with_a_possible_replay_of_the_open_one()
    {
        using var bench = await EnrichBench.WithAssetsAsync();
        await using var incidents = Incidents(bench.Store);
        await bench.EnrichAsync("closed", """[{"id":"1","activity":3,"updated":"2026-01-02T00:00:00Z"}]""");
        await CorrelateAsync(bench.Store, incidents);
        await bench.StoreAsync("replay", """[{"id":"1","updated":"2026-01-01T00:00:00Z"}]""", possibleReplay: true);
        await bench.HandleAsync("replay");
        await CorrelateAsync(bench.Store, incidents);

        Assert.Null(await incidents.GetRequiredService<IncidentQueries>().FindByFindingAsync(s_findingId, Cancelled));
        Assert.Empty((await bench.Store.Blobs.ListAsync(Containers.Incidents, "", null, 10, Cancelled)).Items);
    }

    private static async Task AssertResolvedAsync(EnrichBench bench, ServiceProvider incidents)
    {
        var finding = Assert.Single(await bench.FindingsAsync());
        Assert.True(finding.IsClosed);
        Assert.True(finding.WasOpen);
        var id = await incidents.GetRequiredService<IncidentQueries>().FindByFindingAsync(s_findingId, Cancelled);
        Assert.NotNull(id);
        var header = (await incidents.GetRequiredService<IncidentStore>().ReadAsync(id, Cancelled))!.Header;
        Assert.Equal((1, 1, IncidentContent.ProposeResolved), (header.Content.FindingCount, header.Content.ClosedCount, header.Content.Proposal));
        var blobs = (await bench.Store.Blobs.ListAsync(Containers.Incidents, "", null, 10, Cancelled)).Items;
        Assert.Equal(2, blobs.Count);
        Assert.All(blobs, blob => Assert.StartsWith(id, blob.Name));
    }

    private static ServiceProvider Incidents(TestStore store) => new ServiceCollection()
        .AddOptions()
        .AddSingleton<TimeProvider>(store.Time)
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddSingleton<IBlobStore>(store.Blobs)
        .AddSingleton<IMessageQueues>(store.Queues)
        .AddSingleton<IIncidentQueue>(store.IncidentQueue)
        .AddSingleton<IIncidentIndex>(store.IncidentIndex)
        .AddIncidents()
        .BuildServiceProvider();

    /// <summary>Handles all messages, and those that they delay.</summary>
    private static async Task CorrelateAsync(TestStore store, ServiceProvider incidents)
    {
        for (var i = 0; i < 3; i++)
        {
            while (await store.Queues.ReceiveAsync(Queues.Findings, 32, TimeSpan.FromMinutes(1), Cancelled) is { Count: > 0 } received)
            {
                foreach (var message in received)
                {
                    Assert.Same(MessageOutcome.Completed,
                        await incidents.GetRequiredService<RaiseIncident>().HandleAsync(WorkMessage.Parse(message.Body.Span)!, Cancelled));
                    await store.Queues.CompleteAsync(message, Cancelled);
                }
            }

            store.Time.Advance(TimeSpan.FromSeconds(3));
        }
    }
}
