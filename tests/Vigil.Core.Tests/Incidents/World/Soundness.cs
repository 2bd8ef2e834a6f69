using System.Text.Json;
using Vigil.Core.Correlation;
using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Members;
using Vigil.Core.Ports;
using Vigil.Core.Scoring;
using Vigil.Core.Tests.Enrichment;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Incidents.World;

/// <summary>What must hold whenever all messages are handled and all timers ran.</summary>
internal static class Soundness
{
    private static readonly Lazy<JsonElement?> s_schema = new(() => Repository.OcsfSchemas is { } folder
        ? JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "incident_finding.resolved.1.8.0.json"))).RootElement
        : null);

    public static async Task AssertSoundAsync(this Installation vigil, IReadOnlyCollection<IncidentMessage> published, params IReadOnlyList<string> names)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var listings = await vigil.ListingsAsync();
        foreach (var name in names)
        {
            var home = await vigil.Get<Memberships>().FindAsync(Sample.IdOf(name), cancelled);
            Assert.NotNull(home);
            Assert.Equal([home.Value.Incident], listings[Sample.IdOf(name)]);
        }

        AssertValid(published);
        Assert.Empty(await vigil.NamesAsync(Containers.Refresh));
        Assert.Empty(await vigil.NamesAsync(Containers.Pending));
        foreach (var id in listings.SelectMany(l => l).Distinct())
        {
            await AssertIncidentAsync(vigil, id, published, cancelled);
        }
    }

    private static async Task AssertIncidentAsync(
        Installation vigil, string id, IReadOnlyCollection<IncidentMessage> published, CancellationToken cancelled)
    {
        var header = await vigil.HeaderAsync(id);
        var members = await vigil.Get<MemberStore>().ReadAllAsync(id, cancelled);
        Assert.Equal(members.Count, header.Content.FindingCount);
        Assert.Equal(members.Max(m => m.Value.ReceivedAt), header.Content.LastSeen);
        Assert.Equal(
            IncidentScorer.Score(members.Select(m => (m.Value.Analytic, m.Value.Primary, m.Value.Score))).Score, header.Content.Receipt.Score);
        Assert.Null(await vigil.Get<AuditLog>().VerifyAsync(id, cancelled));

        // Consumers keep the highest revision: it is the newest there is.
        Assert.Equal(header.Revision, published.Where(p => p.Subject == id).Max(RevisionOf));
        var rows = await vigil.Index.ListAsync(new IncidentQuery(Text: id), null, 10, cancelled);
        Assert.Equal(header.Revision, Assert.Single(rows.Items).Revision);
    }

    /// <summary>Every event is an OCSF 1.8.0 Incident Finding, where the schema lies beside the checkout.</summary>
    public static void AssertValid(IEnumerable<IncidentMessage> published)
    {
        if (s_schema.Value is { } schema)
        {
            Assert.All(published, p => Assert.Empty(OcsfCheck.Errors(schema, JsonDocument.Parse(p.Body).RootElement.GetProperty("data"))));
        }
    }

    public static int RevisionOf(IncidentMessage message) =>
        int.Parse(message.MessageId.AsSpan(message.MessageId.IndexOf(':', StringComparison.Ordinal) + 1), System.Globalization.CultureInfo.InvariantCulture);
}
