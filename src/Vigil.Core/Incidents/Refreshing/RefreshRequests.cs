using System.Globalization;
using Vigil.Core.Correlation;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;

namespace Vigil.Core.Incidents.Refreshing;

/// <summary>
/// Asks for a header to be recomputed, once for all findings that arrive in the same moment: the marker <c>refresh/{id}</c> stands while a
/// message is under way. To be called after the member was added: whoever deletes the marker lists the members afterwards.
/// </summary>
public sealed class RefreshRequests(IBlobStore blobs, IMessageQueues queues, IncidentStore incidents, TimeProvider time)
{
    private const string AskedKey = "asked";

    /// <param name="always">Send although another has asked: this is a redelivery, and the other may have been itself, before it died.</param>
    public async ValueTask AskAsync(string incident, bool always, CorrelationOptions options, CancellationToken cancellationToken)
    {
        var marker = await blobs.FindAsync(Containers.Refresh, incident, cancellationToken);
        var send = marker is null
            ? (await blobs.CreateAsync(Containers.Refresh, incident, default, Asked(), cancellationToken)).Done
            : Age(marker) > options.RefreshStaleAfter && await RenewAsync(marker, cancellationToken);
        if (send || always)
        {
            await SendAsync(incident, options.RefreshDelay, cancellationToken);
        }
    }

    /// <summary>Asks again on behalf of a marker that nobody took.</summary>
    public async ValueTask RepeatAsync(BlobInfo marker, CancellationToken cancellationToken)
    {
        if (await RenewAsync(marker, cancellationToken))
        {
            await SendAsync(marker.Name, TimeSpan.Zero, cancellationToken);
        }
    }

    /// <summary>How long ago it was asked for.</summary>
    public TimeSpan Age(BlobInfo marker) =>
        time.GetUtcNow() - DateTimeOffset.ParseExact(marker.Metadata[AskedKey], "O", CultureInfo.InvariantCulture);

    /// <summary>
    /// A refresh that reads this header or an older one may have listed too early; the one after it cannot have. The message says so,
    /// so that any number of redeliveries costs two listings.
    /// </summary>
    public async ValueTask SendAsync(string incident, TimeSpan delay, CancellationToken cancellationToken)
    {
        var listed = (await incidents.FindAsync(incident, cancellationToken))?.Listed ?? 0;
        var message = WorkMessage.Create(WorkMessage.Refresh, incident, listed + 2, time.GetUtcNow());
        await queues.SendAsync(Queues.Findings, message.ToJson(), delay, cancellationToken);
    }

    // Who renews sends; whoever finds it renewed has nothing to do.
    private async ValueTask<bool> RenewAsync(BlobInfo marker, CancellationToken cancellationToken) =>
        (await blobs.ReplaceAsync(Containers.Refresh, marker.Name, default, Asked(), marker.ETag, cancellationToken)).Done;

    private Dictionary<string, string> Asked() =>
        new(1) { [AskedKey] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) };
}
