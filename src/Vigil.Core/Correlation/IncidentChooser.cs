using Microsoft.Extensions.Options;
using Vigil.Core.Enrichment;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Ports;

namespace Vigil.Core.Correlation;

/// <summary>Proposes the incident of a finding that belongs to none yet, by <c>open/{key}</c>.</summary>
public sealed class IncidentChooser(IBlobStore blobs, IncidentStore incidents, IOptions<CorrelationOptions> options)
{
    // Whoever loses has seen another win; so many losses in a row mean a store that lies.
    private const int MaxLosses = 64;

    /// <summary>The incident to join; null membership when the finding may not open one.</summary>
    /// <returns><c>Decided</c> is false when others won every time: worth another try later.</returns>
    public async ValueTask<(bool Decided, Membership? Membership)> ChooseAsync(StoredFinding finding, CancellationToken cancellationToken)
    {
        var key = CorrelationKey.Of(finding, options.Value.Rule);
        var own = CorrelationKey.IncidentOf(key, finding.FindingId);
        for (var loss = 0; loss < MaxLosses; loss++)
        {
            var open = await blobs.FindAsync(Containers.Open, key, cancellationToken);
            var home = open is null ? null : await JoinAsync(OpenIncident.FromMetadata(open), key, own, finding, cancellationToken);
            if (home?.Membership is not null || !finding.MayOpen)
            {
                return (true, home?.Membership);
            }

            if (await ProposeAsync(key, new OpenIncident(own, home?.Full), open?.ETag, cancellationToken))
            {
                var (incident, _) = await incidents.ResolveAsync(own, cancellationToken);
                return (true, new Membership(incident, key, SuccessorOf: home?.Full));
            }
        }

        return (false, null);
    }

    /// <summary>Either the membership, or the incident that takes no more.</summary>
    private async ValueTask<(Membership? Membership, string Full)?> JoinAsync(
        OpenIncident open, string key, string own, StoredFinding finding, CancellationToken cancellationToken)
    {
        var (incident, brief) = await incidents.ResolveAsync(open.Incident, cancellationToken);

        // An incident that this finding itself proposed is its own, whatever became of it since: late, it re-opens it.
        var decision = incident == own ? RollOverDecision.Join : RollOver.Decide(brief, finding, options.Value);
        if (decision == RollOverDecision.OpenNext)
        {
            return (null, incident);
        }

        var successorOf = incident == open.Incident ? open.SuccessorOf : null;
        return (new Membership(incident, key, decision == RollOverDecision.Absorb, successorOf), incident);
    }

    private async ValueTask<bool> ProposeAsync(string key, OpenIncident proposal, string? ifMatch, CancellationToken cancellationToken)
    {
        var write = ifMatch is null
            ? await blobs.CreateAsync(Containers.Open, key, default, proposal.ToMetadata(), cancellationToken)
            : await blobs.ReplaceAsync(Containers.Open, key, default, proposal.ToMetadata(), ifMatch, cancellationToken);
        return write.Done;
    }
}
