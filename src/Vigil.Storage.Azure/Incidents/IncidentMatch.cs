using Vigil.Core.Incidents;
using Vigil.Core.Ports;

namespace Vigil.Storage.Azure.Incidents;

/// <summary>Whether an incident is what a query asks for.</summary>
internal sealed class IncidentMatch(IncidentQuery query)
{
    private readonly string? _text = query.Text?.ToLowerInvariant();

    public static bool IsOpen(int status) => status is not (IncidentStatus.Resolved or IncidentStatus.Closed);

    public bool Matches(IncidentSummary summary) =>
        (query.Statuses?.Contains(summary.StatusId) ?? true)
        && (query.Priorities?.Contains(summary.PriorityId) ?? true)
        && (query.Assignee is null || query.Assignee == (summary.Assignee ?? string.Empty))
        && (query.Asset is null || string.Equals(query.Asset, summary.Asset ?? string.Empty, StringComparison.OrdinalIgnoreCase))
        && (query.Since is null || summary.LastSeen >= query.Since)
        && (_text is null || Holds(summary.Title) || Holds(summary.Asset) || Holds(summary.Id) || summary.Observables.Any(Holds));

    private bool Holds(string? value) => value?.ToLowerInvariant().Contains(_text!, StringComparison.Ordinal) ?? false;
}
