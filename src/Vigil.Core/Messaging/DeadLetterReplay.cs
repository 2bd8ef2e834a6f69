using Vigil.Core.Ports;

namespace Vigil.Core.Messaging;

/// <summary>Sends dead letters through the pipeline again. Handlers look for their effect first, so a replay never doubles anything.</summary>
public sealed class DeadLetterReplay(IDeadLetters deadLetters, IMessageQueues queues, TimeProvider time)
{
    /// <summary>The stage of a letter about one record of an alert; replayed by the whole alert, whose other records are found to be there.</summary>
    public const string RecordStage = "record";

    /// <summary>Replays one letter; null when there is none with this id.</summary>
    /// <param name="dryRun">True: tell what would be sent and change nothing.</param>
    public async ValueTask<DeadLetter?> ReplayAsync(string id, bool dryRun, CancellationToken cancellationToken)
    {
        var letter = await deadLetters.FindAsync(id, cancellationToken);
        if (letter is not null && !dryRun)
        {
            await SendAsync(letter, cancellationToken);
        }

        return letter;
    }

    private async ValueTask SendAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var (queue, message) = letter.Stage == RecordStage
            ? (Queues.Detections, WorkMessage.Create(WorkMessage.Alert, letter.SubjectId, 0, time.GetUtcNow()))
            : (letter.Stage, letter.Message is { } original ? WorkMessage.Parse(original.Span) : null);
        ReadOnlyMemory<byte> body = message is null
            ? letter.Message.GetValueOrDefault()
            : (message with { Attempt = 0, Failures = null }).ToJson();
        await queues.SendAsync(queue, body, TimeSpan.Zero, cancellationToken);
        await deadLetters.RemoveAsync(letter, cancellationToken);
    }
}
