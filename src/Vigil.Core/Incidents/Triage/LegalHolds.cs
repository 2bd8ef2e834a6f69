using Vigil.Core.Ports;

namespace Vigil.Core.Incidents.Triage;

/// <summary>
/// Which incidents are on legal hold, to be found without reading every header: <c>holds/{incidentId}</c> is there from before the hold is decided
/// until after its release. One that is there for nothing keeps records longer, never shorter.
/// </summary>
public sealed class LegalHolds(IBlobStore blobs)
{
    private const int PageSize = 1_000;

    public async ValueTask MarkAsync(string incident, CancellationToken cancellationToken) =>
        await blobs.CreateAsync(Containers.Holds, incident, default, null, cancellationToken);

    public async ValueTask UnmarkAsync(string incident, CancellationToken cancellationToken) =>
        await blobs.DeleteAsync(Containers.Holds, incident, null, cancellationToken);

    public async ValueTask<bool> IsMarkedAsync(string incident, CancellationToken cancellationToken) =>
        await blobs.FindAsync(Containers.Holds, incident, cancellationToken) is not null;

    public async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var incidents = new List<string>();
        string? cursor = null;
        do
        {
            var page = await blobs.ListAsync(Containers.Holds, string.Empty, cursor, PageSize, cancellationToken);
            incidents.AddRange(page.Items.Select(i => i.Name));
            cursor = page.Next;
        }
        while (cursor is not null);
        return incidents;
    }
}
