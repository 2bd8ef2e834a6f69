using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Vigil.Storage.Sqlite.Database;

/// <summary>
/// The only writer of this process. What came in while the last commit was on its way to the disk shares the next one, so that durability
/// costs one flush per batch and not per write. A caller hears of its write only after the commit.
/// </summary>
internal sealed class Writer : IDisposable
{
    private readonly PendingWrites _pending;
    private readonly Func<Session> _open;
    private readonly SqliteLimits _limits;
    private readonly Thread _thread;
    private readonly List<PendingWrite> _batch = [];
    private Session? _session;

    public Writer(Func<Session> open, SqliteLimits limits)
    {
        (_open, _limits) = (open, limits);
        _pending = new PendingWrites(limits);

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
        await _pending.AddAsync(pending, cancellationToken);
        return await pending.Task;
    }

    /// <summary>Writes what waits, then closes the connection.</summary>
    public void Dispose()
    {
        _pending.Dispose();
        _thread.Join();
    }

    private void Work()
    {
        while (_pending.Take(_batch))
        {
            _batch.RemoveAll(static pending => pending.CancelIfAsked());
            Write(_batch);
            _batch.Clear();
        }

        _session?.Dispose();
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
        Begin(_session);
        foreach (var pending in batch)
        {
            pending.Run(_session);
        }

        _session.Run("COMMIT");
    }

    // Another process that writes without pause frees the lock for moments only. SQLite's own waiting backs off to 100 ms and would miss
    // most of them; looking every millisecond does not.
    private void Begin(Session session)
    {
        var waitUntil = Environment.TickCount64 + (long)_limits.BusyTimeout.TotalMilliseconds;
        while (!session.TryBegin())
        {
            if (Environment.TickCount64 >= waitUntil)
            {
                throw new SqliteException("Another process holds the database's lock.", raw.SQLITE_BUSY);
            }

            Thread.Sleep(1);
        }
    }

    // A fresh connection has forgotten whatever went wrong with the old one; opening costs little beside a failure.
    private void Reopen()
    {
        _session?.RollBack();
        _session?.Dispose();
        _session = null;
    }
}
