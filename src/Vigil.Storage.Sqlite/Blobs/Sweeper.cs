using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Blobs;

/// <summary>
/// Removes chunks that no blob points to: of large blobs that were replaced or deleted, and of uploads whose process is gone. Looks at the
/// start and every minute; removes in small steps between the other writes.
/// </summary>
internal sealed class Sweeper : IDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);

    private readonly SqliteDatabase _database;
    private readonly ITimer _timer;
    private int _running;

    public Sweeper(SqliteDatabase database)
    {
        _database = database;
        _timer = database.Time.CreateTimer(static sweeper => _ = ((Sweeper)sweeper!).SweepAsync(), this, TimeSpan.Zero, s_period);
    }

    public void Dispose() => _timer.Dispose();

    private async Task SweepAsync()
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
        {
            return;
        }

        try
        {
            var untouchedSince = _database.Now - _database.Limits.AbandonedAfter.Ticks;
            while (_database.Read(untouchedSince, static (session, since) => ContentTable.FindUnclaimed(session, since)) is not null)
            {
                await _database.WriteAsync(untouchedSince, static (session, since) => ContentTable.RemoveSome(session, since), CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is StorageUnavailableException or ObjectDisposedException)
        {
            // The next minute, or the next start, is soon enough.
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }
}
