using Microsoft.Extensions.Options;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Ports;

namespace Vigil.Core.Incidents.Triage;

/// <summary>
/// Escalates what nobody claimed although the message that was to do so is overdue: it was lost, or set aside. Looks at a bounded number of
/// incidents per round and goes on where it stopped.
/// </summary>
public sealed class OverdueEscalations(
    IIncidentIndex index, IncidentStore incidents, Escalation escalation, IOptions<IncidentOptions> options, TimeProvider time)
{
    private const int PageSize = 200;

    /// <summary>The message itself comes first; a long queue may hold it up.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromMinutes(5);

    private string? _cursor;

    public async ValueTask EscalateAsync(CancellationToken cancellationToken)
    {
        var page = await index.ListAsync(new IncidentQuery([IncidentStatus.New]), _cursor, PageSize, cancellationToken);
        _cursor = page.Next;
        var overdue = time.GetUtcNow() - s_grace;
        foreach (var summary in page.Items.Where(i => i.FirstSeen + options.Value.EscalateAfter(i.PriorityId) < overdue))
        {
            if (await incidents.ReadAsync(summary.Id, cancellationToken) is
                { Header: { Triage: { StatusId: IncidentStatus.New, EscalatedAt: 0 }, Publication.EscalateAt: { } due } } && due < overdue)
            {
                await escalation.EscalateAsync(summary.Id, cancellationToken);
            }
        }
    }
}
