using Vigil.Core.Ports;
using Vigil.Storage.Tests.Contract;

namespace Vigil.Storage.Tests.Sqlite.Contract;

public sealed class SqliteClaimCheckTests : ClaimCheckContract
{
    private readonly SqliteStorage _storage = new();

    public override ValueTask DisposeAsync() => _storage.DisposeAsync();

    protected override ValueTask<ClaimCheckPorts> CreateAsync() => ValueTask.FromResult(
        new ClaimCheckPorts(_storage.Get<IClaimCheck>(), _storage.Blobs, _storage.Queues));

    protected override ValueTask AdvanceAsync(TimeSpan by)
    {
        _storage.Time.Advance(by);
        return ValueTask.CompletedTask;
    }
}
