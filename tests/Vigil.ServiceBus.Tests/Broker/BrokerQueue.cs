namespace Vigil.ServiceBus.Tests.Broker;

/// <summary>
/// The semantics of a Service Bus queue: peek-lock, delivery count, duplicate detection by message id within a window, scheduled messages,
/// and what is delivered too often goes to the dead letters.
/// </summary>
internal sealed class BrokerQueue(TimeProvider time, BrokerQueue? deadLetters)
{
    private readonly Lock _lock = new();
    private readonly List<BrokerMessage> _messages = [];
    private readonly Dictionary<string, DateTimeOffset> _seen = [];
    private readonly List<ITimer> _timers = [];
    private long _sequence;

    /// <summary>Something may have become visible.</summary>
    public event Action? Arrived;

    /// <summary>A message was scheduled for later.</summary>
    public event Action? Scheduled;

    public TimeSpan LockDuration { get; set; } = TimeSpan.FromMinutes(1);

    public TimeSpan DuplicateWindow { get; set; } = TimeSpan.FromMinutes(20);

    public int MaxDeliveryCount { get; set; } = 10;

    /// <summary>Every message, locked or not, as it was sent.</summary>
    public IReadOnlyList<BrokerMessage> Messages
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>Appends the message; 0 when its id was seen within the window, which the sender is not told.</summary>
    public long Enqueue(string? id, byte[] encoded, DateTimeOffset? scheduledFor = null)
    {
        var now = time.GetUtcNow();
        long sequence;
        lock (_lock)
        {
            foreach (var forgotten in _seen.Where(s => s.Value + DuplicateWindow < now).Select(s => s.Key).ToList())
            {
                _seen.Remove(forgotten);
            }

            if (id is not null && !_seen.TryAdd(id, now))
            {
                return 0;
            }

            sequence = ++_sequence;
            _messages.Add(new BrokerMessage(sequence, id, encoded, now) { VisibleAt = scheduledFor ?? now });
        }

        Announce(scheduledFor);
        if (scheduledFor is not null)
        {
            Scheduled?.Invoke();
        }

        return sequence;
    }

    /// <summary>Locks the next visible message.</summary>
    public BrokerMessage? Take()
    {
        var now = time.GetUtcNow();
        BrokerMessage? message;
        lock (_lock)
        {
            message = Next(now);
            if (message is null)
            {
                return null;
            }

            message.LockToken = Guid.NewGuid();
            message.VisibleAt = now + LockDuration;
        }

        Announce(message.VisibleAt);
        return message;
    }

    /// <summary>New end of the lock; null when it was lost.</summary>
    public DateTimeOffset? Renew(Guid token)
    {
        lock (_lock)
        {
            if (Locked(token) is not { } message)
            {
                return null;
            }

            message.VisibleAt = time.GetUtcNow() + LockDuration;
            Announce(message.VisibleAt);
            return message.VisibleAt;
        }
    }

    public bool Complete(Guid token)
    {
        lock (_lock)
        {
            return Locked(token) is { } message && _messages.Remove(message);
        }
    }

    /// <summary>Gives the message back, counted as a delivery that failed, or as one that nobody saw.</summary>
    public bool Unlock(Guid token, bool failed)
    {
        lock (_lock)
        {
            if (Locked(token) is not { } message)
            {
                return false;
            }

            message.LockToken = null;
            message.DeliveryCount += failed ? 1u : 0u;
            message.VisibleAt = time.GetUtcNow();
        }

        Arrived?.Invoke();
        return true;
    }

    public bool DeadLetter(Guid token, string? reason, string? description)
    {
        lock (_lock)
        {
            if (deadLetters is null || Locked(token) is not { } message)
            {
                return false;
            }

            SetAside(message, reason, description);
            return true;
        }
    }

    /// <summary>Ends every lock, as a broker that fails over does.</summary>
    public void LoseLocks()
    {
        lock (_lock)
        {
            foreach (var message in _messages.Where(m => m.LockToken is not null))
            {
                message.VisibleAt = time.GetUtcNow();
            }
        }

        Arrived?.Invoke();
    }

    private BrokerMessage? Next(DateTimeOffset now)
    {
        while (_messages.Where(m => m.VisibleAt <= now).MinBy(m => m.Sequence) is { } message)
        {
            if (message.LockToken is not null)
            {
                // Its holder died, or forgot it.
                message.LockToken = null;
                message.DeliveryCount++;
            }

            if (deadLetters is null || message.DeliveryCount < MaxDeliveryCount)
            {
                return message;
            }

            SetAside(message, "MaxDeliveryCountExceeded", $"Message could not be consumed after {MaxDeliveryCount} delivery attempts.");
        }

        return null;
    }

    private void SetAside(BrokerMessage message, string? reason, string? description)
    {
        _messages.Remove(message);
        deadLetters!.Add(message, reason, description);
    }

    private void Add(BrokerMessage message, string? reason, string? description)
    {
        lock (_lock)
        {
            _messages.Add(new BrokerMessage(++_sequence, message.Id, message.Encoded, message.EnqueuedAt)
            {
                VisibleAt = time.GetUtcNow(),
                DeliveryCount = message.DeliveryCount,
                DeadLetterReason = reason,
                DeadLetterDescription = description,
            });
        }

        Arrived?.Invoke();
    }

    private BrokerMessage? Locked(Guid token) => _messages.Find(m => m.LockToken == token && m.VisibleAt > time.GetUtcNow());

    private void Announce(DateTimeOffset? at)
    {
        if (at - time.GetUtcNow() is { Ticks: > 0 } wait)
        {
            lock (_lock)
            {
                _timers.Add(time.CreateTimer(_ => Arrived?.Invoke(), null, wait, Timeout.InfiniteTimeSpan));
            }
        }
        else
        {
            Arrived?.Invoke();
        }
    }
}
