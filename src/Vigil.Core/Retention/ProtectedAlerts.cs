using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Members;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Ports;

namespace Vigil.Core.Retention;

/// <summary>
/// The alerts that incidents refer to which are open or on legal hold, as far as they are old enough to go. Taken anew for every round: an incident
/// that is re-opened while it runs may lose raw alerts that were due by themselves.
/// </summary>
public sealed class ProtectedAlerts(IIncidentIndex index, LegalHolds holds, MemberStore members)
{
    private const int PageSize = 1_000;
    private static readonly int[] s_open = [IncidentStatus.New, IncidentStatus.InProgress, IncidentStatus.OnHold];

    /// <param name="before">Incidents whose first finding is later refer to nothing that is due.</param>
    public async ValueTask<IReadOnlySet<string>> ReadAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var incidents = new HashSet<string>(await holds.ListAsync(cancellationToken));
        string? cursor = null;
        do
        {
            var page = await index.ListAsync(new IncidentQuery(s_open), cursor, PageSize, cancellationToken);
            incidents.UnionWith(page.Items.Where(i => i.FirstSeen < before).Select(i => i.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        var alerts = new HashSet<string>();
        foreach (var incident in incidents)
        {
            alerts.UnionWith((await members.ReadAllAsync(incident, cancellationToken)).Select(m => m.Value.AlertId));
        }

        return alerts;
    }
}
