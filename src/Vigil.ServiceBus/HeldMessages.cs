using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace Vigil.ServiceBus;

/// <summary>
/// The messages in hand. The broker locks for a time of its own (one minute, at most five): their locks are renewed until the time is up that
/// the caller asked for, then they are given back. When the process ends before, the broker gives them out again as soon as the lock ends.
/// </summary>
internal sealed partial class HeldMessages(TimeProvider time, ILogger<HeldMessages> logger) : IAsyncDisposable
{
    // Time for the renewal and its one retry.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, HeldMessage> _held = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    public void Hold(ServiceBusReceiver receiver, ServiceBusReceivedMessage message, TimeSpan lockFor)
    {
        var held = new HeldMessage(receiver, message, CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token));
        _held[message.LockToken] = held;
        _ = KeepAsync(held, time.GetUtcNow() + lockFor);
    }

    public HeldMessage? Find(string lockToken) => _held.GetValueOrDefault(lockToken);

    /// <summary>True for the one who takes it out of hand.</summary>
    public bool LetGo(HeldMessage held)
    {
        if (!_held.TryRemove(held.Message.LockToken, out _))
        {
            return false;
        }

        held.Released.Cancel();
        held.Released.Dispose();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _stopping.Dispose();
    }

    private async Task KeepAsync(HeldMessage held, DateTimeOffset until)
    {
        var released = held.Released.Token;
        try
        {
            while (held.Message.LockedUntil - s_margin < until)
            {
                await WaitUntilAsync(held.Message.LockedUntil - s_margin, released);
                await held.Receiver.RenewMessageLockAsync(held.Message, released);
            }

            await WaitUntilAsync(until, released);
            if (LetGo(held))
            {
                await held.Receiver.AbandonMessageAsync(held.Message, cancellationToken: _stopping.Token);
            }
        }
        catch (Exception exception) when (released.IsCancellationRequested || exception is OperationCanceledException)
        {
            // It was settled meanwhile, or the process ends.
        }
        catch (Exception exception)
        {
            LetGo(held);
            Log.NotKept(logger, exception, held.Message.MessageId);
        }
    }

    private async Task WaitUntilAsync(DateTimeOffset then, CancellationToken cancellationToken)
    {
        var wait = then - time.GetUtcNow();
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The lock of message {MessageId} was not kept; the broker gives it out again")]
        public static partial void NotKept(ILogger logger, Exception exception, string messageId);
    }
}
