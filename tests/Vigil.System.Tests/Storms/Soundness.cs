using Vigil.Core.Correlation;
using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Ports;
using Vigil.Core.Tracing;
using Vigil.SystemTests.Running;
using Xunit;

namespace Vigil.SystemTests.Storms;

/// <summary>What must hold of every accepted alert, whatever happened to the processes.</summary>
internal static class Soundness
{
    private const string HeaderSuffix = "/header";
    private const string MembersPart = "/members/";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What is still under way of so many alerts; null when nothing is.</summary>
    public static Task<string?> WhatIsUnderWayAsync(this Store store, int alerts) => store.WhatIsUnderWayAsync(alerts, alerts);

    /// <summary>What is still under way of so many alerts that hold so many findings; null when nothing is.</summary>
    public static async Task<string?> WhatIsUnderWayAsync(this Store store, int alerts, int findings)
    {
        foreach (var (container, expected) in ((string, int)[])[(Containers.Done, alerts), (Containers.Members, findings)])
        {
            if ((await store.ListAsync(container)).Count is var count && count < expected)
            {
                return $"{count} of {expected} blobs in {container}";
            }
        }

        var waiting = await store.Get<IMessageQueues>().StateAsync(Queues.Detections, Cancellation);
        if (waiting.Depth > 0)
        {
            return $"{waiting.Depth} messages in {Queues.Detections}";
        }

        var listings = await store.ListingsAsync();
        if (listings.Count < findings)
        {
            return $"{listings.Count} of {findings} findings are listed by incidents";
        }

        var listed = listings.ToLookup(l => l.Incident);
        foreach (var id in listed.Select(l => l.Key))
        {
            var header = (await store.Get<IncidentStore>().ReadAsync(id, Cancellation))?.Header;
            if (header?.Content.FindingCount != listed[id].Count() || header.Publication.Revision != header.Revision)
            {
                return $"incident {id} lists {listed[id].Count()}, counts {header?.Content.FindingCount}, "
                    + $"is at revision {header?.Revision} and told {header?.Publication.Revision}";
            }
        }

        return (await store.ListAsync(Containers.Refresh)).Count is > 0 and var asked ? $"{asked} refreshes are asked for" : null;
    }

    /// <summary>Each finding of these alerts, told apart by their ids, is in one incident; there are no others; all of it was told.</summary>
    public static async Task AssertSoundAsync(this Store store, IReadOnlyDictionary<string, SampleAlert> alerts)
    {
        Assert.Empty(await store.ListAsync(Containers.DeadLetters));
        Assert.Empty(await store.ListAsync(Containers.Pending));
        Assert.Equal(alerts.Keys.Order(StringComparer.Ordinal), (await store.ListAsync(Containers.Alerts)).Select(b => b.Name));
        var findings = alerts.Values.Sum(a => a.Findings);
        Assert.Equal(findings, (await store.ListAsync(Containers.Findings)).Count);
        Assert.Equal(findings, (await store.ListAsync(Containers.Members)).Count);

        var listings = await store.ListingsAsync();
        Assert.Equal(findings, listings.Count);
        var homes = listings.ToLookup(l => l.Finding, l => l.Incident);
        var incidentOfGroup = new Dictionary<string, string>();
        foreach (var (id, alert) in alerts)
        {
            var trace = await store.Get<AlertTracer>().TraceAsync(id, Cancellation);
            Assert.NotNull(trace?.DoneAt);
            Assert.Equal(alert.Findings, trace.Findings.Count);
            foreach (var finding in trace.Findings)
            {
                var home = await store.Get<Memberships>().FindAsync(finding.FindingId, Cancellation);
                Assert.Equal([home!.Value.Incident], homes[finding.FindingId]);
                Assert.Equal(incidentOfGroup.TryAdd(alert.Group, finding.IncidentId!) ? finding.IncidentId : incidentOfGroup[alert.Group], finding.IncidentId);
            }
        }

        Assert.Equal(incidentOfGroup.Count, incidentOfGroup.Values.Distinct().Count());
        await store.AssertToldAsync(listings.ToLookup(l => l.Incident));
    }

    /// <summary>Headers count their members, the index has their newest revision, and the queue got it.</summary>
    private static async Task AssertToldAsync(this Store store, ILookup<string, Listing> members)
    {
        var told = (await store.ReceiveIncidentsAsync()).Select(m => m.MessageId).ToHashSet();
        var rows = await store.Get<IIncidentIndex>().ListAsync(new IncidentQuery(), null, 1_000, Cancellation);
        Assert.Equal(members.Count, rows.Items.Count);
        foreach (var id in members.Select(m => m.Key))
        {
            var header = (await store.Get<IncidentStore>().ReadAsync(id, Cancellation))!.Header;
            Assert.Equal(members[id].Count(), header.Content.FindingCount);
            Assert.Equal(header.Revision, header.Publication.Revision);
            Assert.Contains($"{id}:{header.Revision}", told);
            Assert.Equal(header.Revision, rows.Items.Single(r => r.Id == id).Revision);
            Assert.Null(await store.Get<AuditLog>().VerifyAsync(id, Cancellation));
        }
    }

    private static async Task<IReadOnlyList<Listing>> ListingsAsync(this Store store) =>
    [
        .. (await store.ListAsync(Containers.Incidents))
            .Where(b => !b.Name.EndsWith(HeaderSuffix, StringComparison.Ordinal))
            .Select(b => b.Name.Split(MembersPart))
            .Select(parts => new Listing(parts[0], parts[1])),
    ];

    private sealed record Listing(string Incident, string Finding);
}
