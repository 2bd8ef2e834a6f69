using Microsoft.AspNetCore.Http;
using Vigil.Core;
using Vigil.Core.Ports;

namespace Vigil.Web.Health;

/// <summary>Tells whether the process runs, and whether it can do its work. Names no secret, host or path: anybody may ask.</summary>
public sealed class HealthEndpoint(IBlobStore blobs, IMessageQueues queues, IReferenceData referenceData)
{
    /// <summary>200 as long as the process answers at all.</summary>
    public static IResult Live() => Results.Json(new HealthReport("live", null), WebJson.Default.HealthReport);

    /// <summary>200 when storage answers and reference data is loaded, else 503 with the reason.</summary>
    public async Task<IResult> ReadyAsync(CancellationToken cancellationToken)
    {
        var reason = await CheckAsync(cancellationToken);
        return reason == Reason.None
            ? Results.Json(new HealthReport("ready", null), WebJson.Default.HealthReport)
            : Results.Json(new HealthReport("not-ready", reason.Name()), WebJson.Default.HealthReport, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private async ValueTask<Reason> CheckAsync(CancellationToken cancellationToken)
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

        return referenceData.Assets is null ? Reason.ReferenceDataNotLoaded : Reason.None;
    }
}

/// <param name="Status"><c>live</c>, <c>ready</c> or <c>not-ready</c>.</param>
/// <param name="Reason">Name of a <see cref="Vigil.Core.Reason"/>; null when ready.</param>
public sealed record HealthReport(string Status, string? Reason);
