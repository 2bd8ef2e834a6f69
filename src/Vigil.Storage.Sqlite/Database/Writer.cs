using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Vigil.Core.Ports;

namespace Vigil.Storage.Sqlite.Database;

/// <summary>
/// The only writer of this process. What came in while the last commit was on its way to the disk shares the next one, so that durability
/// costs one flush per batch and not per write. A caller hears of its write only after the commit.
/// </summary>
internal sealed class Writer : IDisposable
{
    private readonly Channel<PendingWrite> _pending;
    private readonly Func<Session> _open;
    private readonly SqliteLimits _limits;
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private readonly List<PendingWrite> _batch = [];
    private Session? _session;

    public Writer(Func<Session> open, SqliteLimits limits, TimeProvider time)
    {
        (_open, _limits, _time) = (open, limits, time);
        _pending = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(limits.QueueCapacity) { SingleReader = true });

        // A thread of its own: it blocks on the disk, which the pool's few threads must not.
        _thread = new Thread(Work) { IsBackground = true, Name = "sqlite-writer" };
        _thread.Start();
    }

    /// <summary>
    /// Runs <paramref name="write"/> in a transaction and returns its result when that is durable. Cancellation counts until the write is
    /// taken up; after that its true outcome is told, and the caller's buffers are free again either way.
    /// </summary>
    public async ValueTask<TResult> WriteAsync<TState, TResult>(
        TState state, Func<Session, TState, TResult> write, CancellationToken cancellationToken)
    {
        var pending = new PendingWrite<TState, TResult>(state, write, cancellationToken);
        if (!_pending.Writer.TryWrite(pending))
        {
            await EnqueueAsync(pending, cancellationToken);
        }

        return await pending.Task;
    }

    public void Dispose()
    {
        if (_pending.Writer.TryComplete())
        {
            _thread.Join();
        }
    }

    private async ValueTask EnqueueAsync(PendingWrite pending, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_limits.QueueTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _pending.Writer.WriteAsync(pending, either.Token);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteDatabase));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StorageUnavailableException("Too many writes wait for the database.", _limits.RetryAfter, exception);
        }
    }

    private void Work()
    {
        while (_pending.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Take();
            Write(_batch);
            _batch.Clear();
        }

        _session?.Dispose();
    }

    private void Take()
    {
        while (_batch.Count < _limits.MaxBatch && _pending.Reader.TryRead(out var pending))
        {
            if (pending.IsCanceled)
            {
                pending.Cancel();
            }
            else
            {
                _batch.Add(pending);
            }
        }
    }

    private void Write(List<PendingWrite> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        try
        {
            Commit(batch);
        }
        catch (SqliteException exception) when (Failures.IsTransient(exception))
        {
            Reopen();
            batch.ForEach(pending => pending.Fail(Failures.Unavailable(exception, _limits)));
            return;
        }
        catch (Exception) when (batch.Count > 1)
        {
            // One of them is at fault: alone, each meets its own fate.
            _session?.RollBack();
            batch.ForEach(pending => Write([pending]));
            return;
        }
        catch (Exception exception)
        {
            Reopen();
            batch[0].Fail(exception);
            return;
        }

        batch.ForEach(pending => pending.Succeed());
    }

    private void Commit(List<PendingWrite> batch)
    {
        _session ??= _open();
        _session.Run("BEGIN IMMEDIATE");
        foreach (var pending in batch)
        {
            pending.Run(_session);
        }

        _session.Run("COMMIT");
    }

    // A fresh connection has forgotten whatever went wrong with the old one; opening costs little beside a failure.
    private void Reopen()
    {
        _session?.RollBack();
        _session?.Dispose();
        _session = null;
    }
}
