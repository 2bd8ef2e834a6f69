using Microsoft.Extensions.Logging;
using Vigil.Core.Ports;

namespace Vigil.Core.Messaging;

/// <summary>
/// Drives one handler from its queue where no Functions host does: receives, runs, completes. A message is extended while its handler works
/// and left to its visibility time-out when its fate could not be stored.
/// </summary>
public sealed partial class QueuePump(
    IMessageHandler handler,
    IMessageQueues queues,
    IMessageSignal signal,
    MessageRunner runner,
    TimeProvider time,
    ILogger<QueuePump> logger)
{
    private const int MaxConcurrency = 64;
    private const int ReceiveBatch = 32;
    private static readonly TimeSpan s_visibility = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_idleWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_outage = TimeSpan.FromSeconds(2);

    /// <summary>Runs until cancelled; then waits for what is in hand.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(MaxConcurrency);
        try
        {
            while (true)
            {
                var received = await FillSlotsAsync(slots, cancellationToken);
                foreach (var message in received)
                {
                    _ = RunOneAsync(message, slots, cancellationToken);
                }

                if (received.Count == 0)
                {
                    await signal.WaitAsync(handler.Queue, s_idleWait, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            for (var i = 0; i < MaxConcurrency; i++)
            {
                await slots.WaitAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>Receives as many messages as there are free slots, at least one; a slot stays taken for each message received.</summary>
    private async ValueTask<IReadOnlyList<ReceivedMessage>> FillSlotsAsync(SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken);
        var taken = 1;
        while (taken < ReceiveBatch && slots.Wait(0, CancellationToken.None))
        {
            taken++;
        }

        IReadOnlyList<ReceivedMessage> received = [];
        try
        {
            received = await ReceiveAsync(taken, cancellationToken);
            return received;
        }
        finally
        {
            if (taken > received.Count)
            {
                slots.Release(taken - received.Count);
            }
        }
    }

    private async ValueTask<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, CancellationToken cancellationToken)
    {
        try
        {
            return await queues.ReceiveAsync(handler.Queue, max, s_visibility, cancellationToken);
        }
        catch (StorageUnavailableException exception)
        {
            Log.CannotReceive(logger, handler.Queue, exception);
            await Task.Delay(s_outage, time, cancellationToken);
            return [];
        }
    }

    private async Task RunOneAsync(ReceivedMessage message, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            var work = runner.RunAsync(handler, message.Body, message.DequeueCount, cancellationToken).AsTask();
            var current = await HoldWhileAsync(work, message, cancellationToken);
            await work;
            await queues.CompleteAsync(current, CancellationToken.None);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await ReleaseAsync(message);
        }
#pragma warning disable CA1031 // The message stays in the queue and comes back; the pump goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.LeftInQueue(logger, handler.Queue, message.Id, exception);
        }
        finally
        {
            slots.Release();
        }
    }

    private async ValueTask<ReceivedMessage> HoldWhileAsync(Task work, ReceivedMessage message, CancellationToken cancellationToken)
    {
        while (!work.IsCompleted)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var half = Task.Delay(s_visibility / 2, time, stop.Token);
            var first = await Task.WhenAny(work, half);
            await stop.CancelAsync();
            if (first == work || half.IsCanceled)
            {
                break;
            }

            message = await queues.ExtendAsync(message, s_visibility, cancellationToken) ?? message;
        }

        return message;
    }

    private async ValueTask ReleaseAsync(ReceivedMessage message)
    {
        try
        {
            await queues.ReleaseAsync(message, TimeSpan.Zero, CancellationToken.None);
        }
        catch (StorageUnavailableException exception)
        {
            Log.LeftInQueue(logger, handler.Queue, message.Id, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Cannot receive from {Queue}")]
        public static partial void CannotReceive(ILogger logger, string queue, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "{Queue} message {Id} is left in its queue")]
        public static partial void LeftInQueue(ILogger logger, string queue, string id, Exception exception);
    }
}
