using Microsoft.AspNetCore.Http;
using Vigil.Core;
using Vigil.Core.Ports;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Clamd;
using Vigil.Core.Scanning.Running;
using Vigil.Core.Senders.Live;
using Vigil.Web.Problems;

namespace Vigil.Web.Health;

/// <summary>Tells whether the process runs, and whether it can do its work. Names no secret, host or path: anybody may ask.</summary>
public sealed class HealthEndpoint(
    IBlobStore blobs, IMessageQueues queues, IReferenceData referenceData, ISecretSource secrets, LiveSenders senders, EngineStates engines)
{
    /// <summary>
    /// <c>live</c>: 200 as long as the process answers at all. <c>ready</c>: 200 when storage answers, reference data is loaded and secrets can be
    /// had, else 503; with the reason, which may also stand beside a 200 (<c>secrets-stale</c>, <c>profile-refused</c>). An engine that is away
    /// makes nothing unready: uploads wait for it.
    /// </summary>
    public async ValueTask<IResult> CheckAsync(HttpContext context, string probe) => probe switch
    {
        "live" => Results.Json(new HealthReport("live", null, null), WebJson.Default.HealthReport),
        "ready" => await ReadyAsync(context.RequestAborted),
        _ => Refusals.Of(Reason.NotFound),
    };

    private async ValueTask<IResult> ReadyAsync(CancellationToken cancellationToken)
    {
        var reason = await FindReasonAsync(cancellationToken);
        var states = await engines.GetAsync(cancellationToken);
        IReadOnlyList<EngineHealth> scanners =
            [.. states.Keys.Append(ClamdScanner.Name).Distinct().Order(StringComparer.Ordinal).Select(e => EngineHealth.Of(e, states.GetValueOrDefault(e)))];
        return reason is Reason.None or Reason.SecretsStale or Reason.ProfileRefused
            ? Results.Json(new HealthReport("ready", reason == Reason.None ? null : reason.Name(), scanners), WebJson.Default.HealthReport)
            : Results.Json(
                new HealthReport("not-ready", reason.Name(), scanners), WebJson.Default.HealthReport, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private async ValueTask<Reason> FindReasonAsync(CancellationToken cancellationToken)
    {
        try
        {
            await blobs.FindAsync(Containers.Reference, "readiness", cancellationToken);
            await queues.StateAsync(Queues.Detections, cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            return Reason.StorageUnavailable;
        }

        return referenceData.Assets is null ? Reason.ReferenceDataNotLoaded
            : secrets.Health is not Reason.None and var health ? health
            : senders.Current.Refused.Count > 0 ? Reason.ProfileRefused
            : Reason.None;
    }
}

/// <param name="Status"><c>live</c>, <c>ready</c> or <c>not-ready</c>.</param>
/// <param name="Reason">Name of a <see cref="Vigil.Core.Reason"/>; null when nothing is amiss.</param>
/// <param name="Engines">What scans uploads; only of readiness.</param>
public sealed record HealthReport(string Status, string? Reason, IReadOnlyList<EngineHealth>? Engines);

/// <param name="Status"><c>available</c>, <c>away</c> or <c>not-configured</c>.</param>
/// <param name="Signatures">Version of what it knows; empty while it is away.</param>
public sealed record EngineHealth(string Engine, string Status, string Version, string Signatures)
{
    /// <param name="state">Null: not configured.</param>
    internal static EngineHealth Of(string engine, EngineState? state) => new(
        engine,
        state is null ? "not-configured" : state.IsAvailable ? "available" : "away",
        state?.Version ?? string.Empty,
        state?.Signatures ?? string.Empty);
}
