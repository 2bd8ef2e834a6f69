using Vigil.Core.Ports;
using Vigil.Storage.Tests.Contract;

namespace Vigil.Storage.Tests.Sqlite.Contract;

public sealed class SqliteIncidentIndexTests : IncidentIndexContract
{
    private readonly SqliteStorage _storage = new();

    public override ValueTask DisposeAsync() => _storage.DisposeAsync();

    protected override ValueTask<IIncidentIndex> CreateAsync() => ValueTask.FromResult(_storage.Get<IIncidentIndex>());

    protected override ValueTask AdvanceAsync(TimeSpan by)
    {
        _storage.Time.Advance(by);
        return ValueTask.CompletedTask;
    }
}
