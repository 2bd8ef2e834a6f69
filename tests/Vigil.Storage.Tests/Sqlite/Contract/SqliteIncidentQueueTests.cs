using Vigil.Core.Ports;
using Vigil.Storage.Tests.Contract;

namespace Vigil.Storage.Tests.Sqlite.Contract;

public sealed class SqliteIncidentQueueTests : IncidentQueueContract
{
    private readonly SqliteStorage _storage = new();

    protected override DateTimeOffset Now => _storage.Time.GetUtcNow();

    public override ValueTask DisposeAsync() => _storage.DisposeAsync();

    protected override ValueTask<IIncidentQueue> CreateAsync() => ValueTask.FromResult(_storage.Get<IIncidentQueue>());

    protected override ValueTask AdvanceAsync(TimeSpan by)
    {
        _storage.Time.Advance(by);
        return ValueTask.CompletedTask;
    }
}
