using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vigil.Core.DeadLetters;
using Vigil.Core.Ports;
using Vigil.Core.Telemetry;

namespace Vigil.Core.Messaging;

/// <summary>
/// Takes one message through its handler to an outcome that is stored: done, sent again for later, or among the dead letters.
/// Every head calls it, so that a failed try costs the same everywhere and the host's own retry is left with crashes.
/// </summary>
public sealed partial class MessageRunner(
    IMessageQueues queues,
    IDeadLetters deadLetters,
    TimeProvider time,
    IOptions<RunnerOptions> options,
    ILogger<MessageRunner> logger)
{
    private static readonly TimeSpan s_storagePause = TimeSpan.FromSeconds(15);

    /// <summary>When this returns, the message can be removed from its queue. Throws only where its fate could not be stored.</summary>
    /// <param name="body">The message as received.</param>
    /// <param name="dequeueCount">How often it was received, this time included.</param>
    public async ValueTask RunAsync(IMessageHandler handler, ReadOnlyMemory<byte> body, int dequeueCount, CancellationToken cancellationToken)
    {
        if ((WorkMessage.Parse(body.Span) ?? handler.Adopt(body.Span)) is not { } message)
        {
            var id = DeterministicId.Of(handler.Queue, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body.Span)));
            await SetAsideAsync(handler, id, string.Empty, body, [], Reason.MessageMalformed, "Not a message of this application.", cancellationToken);
            return;
        }

        using var activity = VigilTelemetry.StartConsumer(handler.Queue, message);
        var started = time.GetTimestamp();
        var outcome = dequeueCount > options.Value.MaxDequeues
            ? new MessageOutcome.Rejected(Reason.CrashedRepeatedly, $"Received {dequeueCount} times without an outcome.")
            : await TryHandleAsync(handler, message, cancellationToken);
        VigilTelemetry.RecordMessage(handler.Queue, outcome, time.GetElapsedTime(started), time.GetUtcNow() - message.EnqueuedAt);
        await SettleAsync(handler, message, body, outcome, cancellationToken);
    }

    private async ValueTask<MessageOutcome> TryHandleAsync(IMessageHandler handler, WorkMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await handler.HandleAsync(message, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (StorageUnavailableException exception)
        {
            Log.StorageAway(logger, handler.Queue, message.Id, exception);
            return new MessageOutcome.RetryLater(exception.RetryAfter > s_storagePause ? exception.RetryAfter : s_storagePause, Reason.StorageUnavailable);
        }
#pragma warning disable CA1031 // This is the one place where an exception becomes an attempt.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Activity.Current?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            Log.HandlerFailed(logger, handler.Queue, message.Id, message.Attempt + 1, exception);
            return new MessageOutcome.Failed(exception.GetType().Name);
        }
    }

    private async ValueTask SettleAsync(
        IMessageHandler handler, WorkMessage message, ReadOnlyMemory<byte> body, MessageOutcome outcome, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        switch (outcome)
        {
            case MessageOutcome.RetryLater later:
                Log.PutOff(logger, handler.Queue, message.Id, later.Reason.Name());
                await queues.SendAsync(handler.Queue, body, later.After, cancellationToken);
                break;
            case MessageOutcome.Failed when message.Attempt + 1 < options.Value.MaxAttempts:
                var next = message.AfterFailure(now);
                await queues.SendAsync(handler.Queue, next.ToJson(), options.Value.BackOff(next.Attempt), cancellationToken);
                break;
            case MessageOutcome.Failed failed:
                await SetAsideAsync(handler, DeterministicId.Of(handler.Queue, message.Schema, message.Id), message.Id, body,
                    message.AfterFailure(now).Failures!, Reason.HandlerFailed, failed.Error, cancellationToken);
                break;
            case MessageOutcome.Rejected rejected:
                await SetAsideAsync(handler, DeterministicId.Of(handler.Queue, message.Schema, message.Id), message.Id, body,
                    message.AfterFailure(now).Failures!, rejected.Reason, rejected.Detail, cancellationToken);
                break;
            default:
                break;
        }
    }

    private async ValueTask SetAsideAsync(IMessageHandler handler, string id, string subjectId, ReadOnlyMemory<byte> body,
        IReadOnlyList<DateTimeOffset> attempts, Reason reason, string detail, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        Log.SetAside(logger, handler.Queue, subjectId, id, reason.Name());
        await deadLetters.AddAsync(
            new DeadLetter(id, handler.Queue, reason.Name(), detail, subjectId, body, attempts, now, now), cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Storage is away; {Queue} message {Id} is put off")]
        public static partial void StorageAway(ILogger logger, string queue, string id, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "{Queue} message {Id} failed, attempt {Attempt}")]
        public static partial void HandlerFailed(ILogger logger, string queue, string id, int attempt, Exception exception);

        [LoggerMessage(3, LogLevel.Debug, "{Queue} message {Id} is put off: {Reason}")]
        public static partial void PutOff(ILogger logger, string queue, string id, string reason);

        [LoggerMessage(4, LogLevel.Warning, "{Queue} message {Id} is set aside as dead letter {DeadLetterId}: {Reason}")]
        public static partial void SetAside(ILogger logger, string queue, string id, string deadLetterId, string reason);
    }
}
