using Vigil.Core.Ports;
using Vigil.Storage.Tests.Contract;

namespace Vigil.Storage.Tests.Sqlite.Contract;

public sealed class SqliteBlobRulesTests : BlobRulesContract
{
    private readonly SqliteStorage _storage = new();

    public override ValueTask DisposeAsync() => _storage.DisposeAsync();

    protected override ValueTask<IBlobStore> CreateAsync() => ValueTask.FromResult(_storage.Blobs);

    protected override ValueTask AdvanceAsync(TimeSpan by)
    {
        _storage.Time.Advance(by);
        return ValueTask.CompletedTask;
    }
}
