using Vigil.Core.Correlation;

namespace Vigil.Core.Incidents.Members;

/// <summary>Moves findings between incidents: the membership first, which decides, then the lists. May run again at any time.</summary>
public sealed class MemberMover(Memberships memberships, MemberStore members)
{
    /// <summary>Moves one finding; what has moved elsewhere meanwhile only leaves the list of <paramref name="from"/>.</summary>
    /// <param name="splitOff">The new incident is to name <paramref name="from"/> as the one it follows.</param>
    public async ValueTask MoveAsync(string findingId, string from, string to, bool splitOff, CancellationToken cancellationToken)
    {
        var record = await members.FindAsync(from, findingId, cancellationToken);
        var home = await memberships.MoveAsync(findingId, from, to, cancellationToken);
        if (record is null)
        {
            return;
        }

        if (home == to)
        {
            var moved = record with { Absorbed = false, SuccessorOf = splitOff ? from : record.SuccessorOf };
            await members.PutAsync(to, findingId, moved, cancellationToken);
        }

        await members.DeleteAsync(from, findingId, cancellationToken);
    }

    /// <summary>Moves every finding that the incident lists.</summary>
    public async ValueTask MoveAllAsync(string from, string to, CancellationToken cancellationToken)
    {
        foreach (var (findingId, _) in await members.ReadAllAsync(from, cancellationToken))
        {
            await MoveAsync(findingId, from, to, splitOff: false, cancellationToken);
        }
    }
}
