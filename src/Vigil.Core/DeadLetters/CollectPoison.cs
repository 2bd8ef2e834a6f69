using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;

namespace Vigil.Core.DeadLetters;

/// <summary>
/// Brings what others set aside to the dead letters, so that there is one place to look: the Functions host's poison queues, and the dead-letter
/// queue of the broker. The letter is stored before the message goes: whoever dies in between stores it twice, under one id.
/// </summary>
public sealed partial class CollectPoison(
    IMessageQueues queues, IDeadLetters deadLetters, CollectDeadIncidents incidents, TimeProvider time, ILogger<CollectPoison> logger)
{
    private const int Batch = 32;
    private const int MaxBatches = 32;
    private const string GivenUp = "The host gave it up: the process died or hung with it again and again.";
    private static readonly TimeSpan s_visibility = TimeSpan.FromMinutes(2);

    /// <summary>One round, of at most about a thousand messages per queue; the next one goes on.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in Queues.All)
        {
            for (var i = 0; i < MaxBatches && await CollectAsync(queue, cancellationToken) == Batch; i++)
            {
            }
        }

        for (var i = 0; i < MaxBatches && await incidents.CollectAsync(Batch, s_visibility, cancellationToken) == Batch; i++)
        {
        }
    }

    private async ValueTask<int> CollectAsync(string queue, CancellationToken cancellationToken)
    {
        var received = await queues.ReceiveAsync(Queues.PoisonOf(queue), Batch, s_visibility, cancellationToken);
        foreach (var poison in received)
        {
            var letter = LetterOf(queue, poison);
            Log.Collected(logger, queue, letter.SubjectId, letter.Id, letter.Reason);
            await deadLetters.AddAsync(letter, cancellationToken);
            await queues.CompleteAsync(poison, cancellationToken);
        }

        return received.Count;
    }

    /// <summary>The very letter that the runner would have written, had the process lived to do so.</summary>
    private DeadLetter LetterOf(string queue, ReceivedMessage poison)
    {
        var now = time.GetUtcNow();
        var (body, message) = Decode(poison.Body);
        if (message is null)
        {
            var digest = Convert.ToHexStringLower(SHA256.HashData(poison.Body.Span));
            var (reason, detail) = queue == Queues.Scans
                ? (Reason.CrashedRepeatedly, GivenUp)
                : (Reason.MessageMalformed, "Not a message of this application.");
            return new DeadLetter(DeterministicId.Of(queue, digest), queue, reason.Name(), detail, string.Empty, poison.Body, [poison.InsertedAt], poison.InsertedAt, now);
        }

        return new DeadLetter(DeterministicId.Of(queue, message.Schema, message.Id), queue, Reason.CrashedRepeatedly.Name(),
            GivenUp, message.Id, body,
            [.. (message.Failures ?? []).Append(poison.InsertedAt).TakeLast(DeadLetter.MaxHistory)], poison.InsertedAt, now);
    }

    /// <summary>The host's own copy may be base64 of the message, or the message itself.</summary>
    private static (ReadOnlyMemory<byte> Body, WorkMessage? Message) Decode(ReadOnlyMemory<byte> body)
    {
        if (WorkMessage.Parse(body.Span) is { } plain)
        {
            return (body, plain);
        }

        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(body.Length)];
        return Base64.DecodeFromUtf8(body.Span, decoded, out _, out var written) == System.Buffers.OperationStatus.Done
            ? (decoded.AsMemory(0, written), WorkMessage.Parse(decoded.AsSpan(0, written)))
            : (body, null);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Poisonous {Queue} message {Id} becomes dead letter {DeadLetterId}: {Reason}")]
        public static partial void Collected(ILogger logger, string queue, string id, string deadLetterId, string reason);
    }
}
