using Vigil.Core.Ports;

namespace Vigil.Storage.Sqlite.Database;

/// <summary>
/// The writes that wait for the writer, first in, first out, and only so many. A plain monitor and not a channel: the one consumer is a thread
/// that should sleep when there is nothing to do, and waiting synchronously for a channel spins.
/// </summary>
internal sealed class PendingWrites(SqliteLimits limits) : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<PendingWrite> _queue = new();
    private readonly SemaphoreSlim _places = new(limits.QueueCapacity);
    private bool _idle;
    private bool _closed;

    /// <summary>Takes the next place; waits for one while the queue is full, but not for ever.</summary>
    public ValueTask AddAsync(PendingWrite pending, CancellationToken cancellationToken)
    {
        if (!_places.Wait(0, CancellationToken.None))
        {
            return AddLaterAsync(pending, cancellationToken);
        }

        Add(pending);
        return ValueTask.CompletedTask;
    }

    /// <summary>Waits for writes and moves as many as one transaction takes; false when the queue is closed and empty.</summary>
    public bool Take(List<PendingWrite> batch)
    {
        lock (_gate)
        {
            while (_queue.Count == 0)
            {
                if (_closed)
                {
                    return false;
                }

                _idle = true;
                Monitor.Wait(_gate);
                _idle = false;
            }

            while (batch.Count < limits.MaxBatch && _queue.TryDequeue(out var pending))
            {
                batch.Add(pending);
            }
        }

        _places.Release(batch.Count);
        return true;
    }

    /// <summary>Takes no more writes; those that wait can still be taken out.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }

    private async ValueTask AddLaterAsync(PendingWrite pending, CancellationToken cancellationToken)
    {
        if (!await _places.WaitAsync(limits.QueueTimeout, cancellationToken))
        {
            throw new StorageUnavailableException("Too many writes wait for the database.", limits.RetryAfter, null);
        }

        Add(pending);
    }

    private void Add(PendingWrite pending)
    {
        lock (_gate)
        {
            if (_closed)
            {
                // The place goes on to the next who waits for one, and so to the same end.
                _places.Release();
                throw new ObjectDisposedException(nameof(SqliteDatabase));
            }

            _queue.Enqueue(pending);
            if (_idle)
            {
                Monitor.Pulse(_gate);
            }
        }
    }
}
