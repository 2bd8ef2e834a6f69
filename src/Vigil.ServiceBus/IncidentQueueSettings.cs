using Microsoft.Extensions.Configuration;

namespace Vigil.ServiceBus;

/// <summary>Which queues incidents leave on. Configuration section <c>IncidentQueue</c>.</summary>
/// <param name="Name">The queue that triage receives from. Default <c>incidents</c>.</param>
/// <param name="AlsoTo">Further queues of the same namespace that get a copy of everything published, for a ticket system or a SOAR. Default none.</param>
internal sealed record IncidentQueueSettings(string Name, IReadOnlyList<string> AlsoTo)
{
    private const string DefaultName = "incidents";

    /// <summary>Whether they ask for what the storage queue of that name cannot give.</summary>
    public bool NeedsBroker => Name != DefaultName || AlsoTo.Count > 0;

    public static IncidentQueueSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("IncidentQueue");
        return new IncidentQueueSettings(
            section["Name"] is { Length: > 0 } name ? name : DefaultName,
            [.. section.GetSection("AlsoTo").GetChildren().Select(queue => queue.Value).OfType<string>().Where(queue => queue.Length > 0)]);
    }
}
