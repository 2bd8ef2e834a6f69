using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Tests.Sqlite;

/// <summary>Holds the writer inside a transaction until it is opened, so that what is written meanwhile shares the next one.</summary>
internal sealed class Gate : IAsyncDisposable
{
    private readonly ManualResetEventSlim _entered = new();
    private readonly ManualResetEventSlim _open = new();
    private readonly Task _passing;

    public Gate(SqliteDatabase database)
    {
        _passing = database.WriteAsync(
            this,
            static (_, gate) =>
            {
                gate._entered.Set();
                gate._open.Wait();
                return true;
            },
            CancellationToken.None).AsTask();
        _entered.Wait();
    }

    public async Task OpenAsync()
    {
        _open.Set();
        await _passing;
    }

    public async ValueTask DisposeAsync()
    {
        await OpenAsync();
        _open.Dispose();
        _entered.Dispose();
    }
}
