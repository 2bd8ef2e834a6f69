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

    /// <summary>A message that was received more often may be what killed the process: its neighbours must not die with it again.</summary>
    private const int AloneAfter = 2;

    private static readonly TimeSpan s_visibility = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_idleWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_outage = TimeSpan.FromSeconds(2);

    /// <summary>How long work in hand may still take after a stop.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(20);

    /// <summary>Runs until cancelled; then finishes what is in hand.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(MaxConcurrency);
        using var grace = new CancellationTokenSource();
        await using var stop = cancellationToken.Register(() => grace.CancelAfter(s_grace));
        try
        {
            while (true)
            {
                var received = await FillSlotsAsync(slots, cancellationToken);
                foreach (var message in received.Where(m => m.DequeueCount <= AloneAfter))
                {
                    _ = RunOneAsync(message, slots, grace.Token);
                }

                await RunAloneAsync([.. received.Where(m => m.DequeueCount > AloneAfter)], slots, grace.Token);
                if (received.Count == 0)
                {
                    await signal.WaitAsync(handler.Queue, s_idleWait, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await TakeAsync(slots, MaxConcurrency);
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
#pragma warning disable CA1031 // Whatever it was: a pump that ends would be missed by nobody until its queue is long.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.CannotReceive(logger, handler.Queue, exception);
            await Task.Delay(s_outage, time, cancellationToken);
            return [];
        }
    }

    /// <summary>Waits until nothing else is in hand, then runs these one after the other; each has its slot already.</summary>
    private async Task RunAloneAsync(IReadOnlyList<ReceivedMessage> suspects, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        if (suspects.Count == 0)
        {
            return;
        }

        await TakeAsync(slots, MaxConcurrency - suspects.Count);
        foreach (var suspect in suspects)
        {
            await RunOneAsync(suspect, slots, cancellationToken);
        }

        slots.Release(MaxConcurrency - suspects.Count);
    }

    private static async Task TakeAsync(SemaphoreSlim slots, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await slots.WaitAsync(CancellationToken.None);
        }
    }

    private async Task RunOneAsync(ReceivedMessage message, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            var work = runner.RunAsync(handler, message.Body, message.DequeueCount, cancellationToken).AsTask();
            while (!await EndsWithinAsync(work, s_visibility / 2))
            {
                message = await TryExtendAsync(message);
            }

            await work;
            await queues.CompleteAsync(message, CancellationToken.None);
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

    private async Task<bool> EndsWithinAsync(Task work, TimeSpan limit)
    {
        using var stop = new CancellationTokenSource();
        var first = await Task.WhenAny(work, Task.Delay(limit, time, stop.Token));
        await stop.CancelAsync();
        return first == work;
    }

    private async ValueTask<ReceivedMessage> TryExtendAsync(ReceivedMessage message)
    {
        try
        {
            return await queues.ExtendAsync(message, s_visibility, CancellationToken.None) ?? message;
        }
        catch (StorageUnavailableException exception)
        {
            Log.NotExtended(logger, handler.Queue, message.Id, exception);
            return message;
        }
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
        [LoggerMessage(1, LogLevel.Error, "Cannot receive from {Queue}")]
        public static partial void CannotReceive(ILogger logger, string queue, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "{Queue} message {Id} is left in its queue")]
        public static partial void LeftInQueue(ILogger logger, string queue, string id, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "{Queue} message {Id} could not be extended; it may be handled twice")]
        public static partial void NotExtended(ILogger logger, string queue, string id, Exception exception);
    }
}
