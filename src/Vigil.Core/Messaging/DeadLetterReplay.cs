using Vigil.Core.Ports;

namespace Vigil.Core.Messaging;

/// <summary>Sends dead letters through the pipeline again. Handlers look for their effect first, so a replay never doubles anything.</summary>
public sealed class DeadLetterReplay(IDeadLetters deadLetters, IMessageQueues queues, TimeProvider time)
{
    private const int PageSize = 100;

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

    /// <summary>Replays every letter of a stage and with a reason (null: any), one page at a time.</summary>
    public async IAsyncEnumerable<DeadLetter> ReplayAllAsync(string? stage, string? reason, bool dryRun,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await deadLetters.ListAsync(cursor, PageSize, cancellationToken);
            foreach (var letter in page.Items.Where(l => (stage is null || l.Stage == stage) && (reason is null || l.Reason == reason)))
            {
                if (!dryRun)
                {
                    await SendAsync(letter, cancellationToken);
                }

                yield return letter;
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    /// <summary>The stage of a letter about one record of an alert; replayed by the whole alert, whose other records are found to be there.</summary>
    public const string RecordStage = "record";

    private async ValueTask SendAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var (queue, message) = letter.Stage == RecordStage
            ? (Queues.Detections, WorkMessage.Create(WorkMessage.Alert, letter.SubjectId, 0, time.GetUtcNow()))
            : (letter.Stage, letter.Message is { } original ? WorkMessage.Parse(original.Span) : null);
        ReadOnlyMemory<byte> body = message is null
            ? letter.Message.GetValueOrDefault()
            : (message with { Attempt = 0, Failures = null }).ToJson();
        await queues.SendAsync(queue, body, TimeSpan.Zero, cancellationToken);
        await deadLetters.RemoveAsync(letter.Id, cancellationToken);
    }
}
