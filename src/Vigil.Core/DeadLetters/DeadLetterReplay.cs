using Vigil.Core.Messaging;
using Vigil.Core.Operations;
using Vigil.Core.Ports;

namespace Vigil.Core.DeadLetters;

/// <summary>
/// Sends dead letters through the pipeline again, by the present profiles and rules. Looks first whether the effect is there already; handlers
/// look again, so a replay never doubles anything and can be interrupted and repeated at any point.
/// </summary>
public sealed class DeadLetterReplay(
    IDeadLetters deadLetters, ReplayPlanner planner, IMessageQueues queues, IIncidentQueue published, OperationsAudit audit, TimeProvider time)
{
    /// <summary>Replays one letter; null when there is none with this id. What would fail again stays as it is.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="dryRun">True: tell what would happen and change nothing.</param>
    public async ValueTask<ReplayResult?> ReplayAsync(string id, string by, bool dryRun, CancellationToken cancellationToken)
    {
        if (!DeterministicId.IsWellFormed(id) || await deadLetters.FindAsync(id, cancellationToken) is not { } letter)
        {
            return null;
        }

        var plan = await planner.PlanAsync(letter, cancellationToken);
        if (dryRun || plan.Effect is ReplayEffect.Fails or ReplayEffect.TooEarly or ReplayEffect.UnderWay)
        {
            return new ReplayResult(letter, plan, Sent: false);
        }

        await audit.EnterAsync(by, OperationsAudit.Replay, id, $"{letter.Stage} {letter.Reason} {letter.SubjectId}", cancellationToken);
        var sent = plan.Effect == ReplayEffect.Runs;
        if (sent)
        {
            await SendAsync(letter, cancellationToken);
        }

        // Told after the fact: whoever dies in between sends twice rather than never.
        var replay = new ReplayEntry(time.GetUtcNow(), by, letter.TimesSetAside);
        return new ReplayResult(await deadLetters.MarkReplayedAsync(id, replay, cancellationToken) ?? letter, plan, sent);
    }

    private async ValueTask SendAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (letter.Stage == IncidentLetter.Stage)
        {
            await published.PublishAsync(IncidentLetter.Read(letter.Message.GetValueOrDefault().Span), cancellationToken);
            return;
        }

        var original = letter.Message.GetValueOrDefault();
        var (queue, message) = letter.Stage == DeadLetter.RecordStage
            ? (Queues.Detections, WorkMessage.Create(WorkMessage.Alert, letter.SubjectId, 0, time.GetUtcNow()))
            : (letter.Stage, WorkMessage.Parse(original.Span));
        var body = message is null ? original : (message with { Attempt = 0, Failures = null }).ToJson();
        await queues.SendAsync(queue, body, TimeSpan.Zero, cancellationToken);
    }
}
