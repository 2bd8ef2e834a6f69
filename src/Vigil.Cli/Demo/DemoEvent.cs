using System.Text.Json;
using Vigil.Core.Incidents.Publication;
using Vigil.Core.Ports;

namespace Vigil.Cli.Demo;

/// <summary>An incident as the queue tells of it, and why it has its score.</summary>
internal sealed record DemoEvent(
    string IncidentId, int Revision, string Type, double Score, string Priority, string Title, string? Asset, string? Owner, int Findings)
{
    public static DemoEvent From(IncidentMessage message)
    {
        using var document = JsonDocument.Parse(message.Body);
        var root = document.RootElement;
        var data = root.GetProperty("data");
        var enrichments = data.GetProperty("enrichments").EnumerateArray().ToDictionary(
            e => e.GetProperty("name").GetString()!, e => e.GetProperty("value").GetString());
        return new DemoEvent(
            message.Subject,
            data.GetProperty("metadata").GetProperty("sequence").GetInt32(),
            root.GetProperty("type").GetString()![IncidentEventTypes.Prefix.Length..],
            double.Parse(message.Properties["score"], System.Globalization.CultureInfo.InvariantCulture),
            data.GetProperty("priority").GetString()!,
            data.GetProperty("desc").GetString()!,
            enrichments.GetValueOrDefault("asset"),
            enrichments.GetValueOrDefault("owner"),
            data.GetProperty("count").GetInt32());
    }
}
