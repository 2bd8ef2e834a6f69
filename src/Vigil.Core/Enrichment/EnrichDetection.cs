using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vigil.Core.DeadLetters;
using Vigil.Core.Enrichment.Findings;
using Vigil.Core.Intake;
using Vigil.Core.Messaging;
using Vigil.Core.Normalization;
using Vigil.Core.Ports;
using Vigil.Core.Scoring;
using Vigil.Core.Senders;
using Vigil.Core.Telemetry;

namespace Vigil.Core.Enrichment;

/// <summary>
/// Turns one stored alert into findings: normalised by the sender's profile, with asset context and a score. Stateless. Writes every finding and its
/// message, then <c>done/{alertId}</c> (README, "What is stored, and in which order").
/// </summary>
public sealed partial class EnrichDetection(
    IBlobStore blobs,
    IClaimCheck claimCheck,
    IMessageQueues queues,
    IDeadLetters deadLetters,
    IReferenceData reference,
    ProfileLookup profiles,
    FindingScorer scorer,
    IOptions<ScoreOptions> scoring,
    IOptions<EnrichOptions> options,
    TimeProvider time,
    ILogger<EnrichDetection> logger) : IMessageHandler
{
    /// <summary>Dead letters that one alert can cause, besides the one that counts the rest.</summary>
    public const int MaxLetters = 20;

    private readonly FindingStore _store = new(blobs, claimCheck, queues, time);
    private readonly FindingEnricher _enricher = new(scorer, scoring, time);

    public string Queue => Queues.Detections;

    public async ValueTask<MessageOutcome> HandleAsync(WorkMessage message, CancellationToken cancellationToken)
    {
        if (message.Schema != WorkMessage.Alert)
        {
            return new MessageOutcome.Rejected(Reason.MessageSchemaUnknown, "Only alerts come through this queue.");
        }

        if (reference.Assets is not { } assets)
        {
            return new MessageOutcome.RetryLater(options.Value.ReferenceDataRetry, Reason.ReferenceDataNotLoaded);
        }

        if (await blobs.ReadAsync(Containers.Alerts, message.Id, cancellationToken) is not { } blob)
        {
            return new MessageOutcome.Rejected(Reason.AlertMissing, "The alert is not stored, or expired.");
        }

        var alert = AlertMetadata.FromBlobMetadata(blob.Info.Metadata);
        if (profiles(alert.Profile) is not { } profile)
        {
            return new MessageOutcome.Rejected(Reason.ProfileMissing, $"There is no profile {alert.Profile}.");
        }

        var context = new AlertContext(message.Id, alert.Instance, alert.Tenant, alert.ReceivedAt, alert.Headers);
        var normalized = profile.Mapping.Map(context, blob.Content);
        return await StoreAsync(message.Id, alert, profile.Version, normalized, assets, cancellationToken)
            ? MessageOutcome.Completed
            : new MessageOutcome.RetryLater(options.Value.ConflictRetry, Reason.StorageConflict);
    }

    /// <summary>False when a finding could not be stored for conflicts; everything else is then stored all the same.</summary>
    private async ValueTask<bool> StoreAsync(
        string alertId, AlertMetadata alert, string profileVersion, NormalizedAlert normalized, IAssetInventory assets, CancellationToken cancellationToken)
    {
        var records = AlertRecords.Of(alert, normalized.Records);
        Count(alert.Instance, "ignored", records.Ignored + (normalized.Ignored is null ? 0 : 1));
        Count(alert.Instance, "repeated", records.Superseded);

        await SetAsideAsync(alertId, alert, records.Failed, cancellationToken);

        var conflicts = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(records.Drafts, parallel, async (draft, cancelled) =>
        {
            var finding = _enricher.Enrich(alertId, alert, draft, assets) with { NormalizedBy = profileVersion };
            var save = await _store.SaveAsync(finding, options.Value.MaxConflicts, cancelled);
            Interlocked.Add(ref conflicts, save == FindingSave.Conflict ? 1 : 0);
            Count(alert.Instance, NameOf(save), 1);
        });
        if (conflicts > 0)
        {
            return false;
        }

        await blobs.CreateAsync(Containers.Done, alertId, Encoding.ASCII.GetBytes(alert.Digest), null, cancellationToken);
        return true;
    }

    /// <summary>One letter per record; of very many the first ones, and one that counts the rest: replaying any of them replays the alert.</summary>
    private async ValueTask SetAsideAsync(
        string alertId, AlertMetadata alert, IReadOnlyList<NormalizedRecord.Failed> failed, CancellationToken cancellationToken)
    {
        foreach (var record in failed.Take(MaxLetters))
        {
            await AddLetterAsync(RecordLetter.IdOf(alertId, record.Ordinal), alertId, record.Reason, record.Detail, cancellationToken);
        }

        if (failed.Count > MaxLetters)
        {
            var detail = string.Create(CultureInfo.InvariantCulture, $"{failed.Count - MaxLetters} more records of this alert failed.");
            await AddLetterAsync(RecordLetter.IdOfTheRest(alertId), alertId, failed[MaxLetters].Reason, detail, cancellationToken);
        }

        foreach (var reason in failed.CountBy(f => f.Reason))
        {
            Count(alert.Instance, reason.Key.Name(), reason.Value);
            Log.RecordsSetAside(logger, reason.Value, alertId, alert.Instance, reason.Key.Name());
        }
    }

    private async ValueTask AddLetterAsync(string id, string alertId, Reason reason, string detail, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await deadLetters.AddAsync(
            new DeadLetter(id, DeadLetter.RecordStage, reason.Name(), detail, alertId, null, [now], now, now),
            cancellationToken);
    }

    private static void Count(string instance, string outcome, int times)
    {
        for (var i = 0; i < times; i++)
        {
            VigilTelemetry.RecordRecord(instance, outcome);
        }
    }

    private static string NameOf(FindingSave save) => save switch
    {
        FindingSave.Created => "created",
        FindingSave.Updated => "updated",
        FindingSave.Repeated => "repeated",
        _ => Reason.StorageConflict.Name(),
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Records} records of alert {AlertId} of {Sender} set aside: {Reason}")]
        public static partial void RecordsSetAside(ILogger logger, int records, string alertId, string sender, string reason);
    }
}
