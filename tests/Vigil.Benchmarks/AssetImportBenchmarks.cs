using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Vigil.Core.Enrichment.Assets;
using Vigil.Core.Enrichment.Assets.Import;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Blobs;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Benchmarks;

/// <summary>An inventory of 1,000,000 assets from its file to the store and from the store to memory.</summary>
[InProcess]
[MemoryDiagnoser]
public class AssetImportBenchmarks : IDisposable
{
    private DirectoryInfo _directory = null!;
    private SqliteDatabase _database = null!;
    private SqliteBlobStore _blobs = null!;
    private byte[] _csv = null!;
    private byte[] _snapshot = null!;

    [GlobalSetup]
    public async Task PrepareAsync()
    {
        _directory = new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, $"assets-{Environment.ProcessId}"));
        _directory.Create();
        _database = new SqliteDatabase(_directory.FullName, TimeProvider.System);
        _blobs = new SqliteBlobStore(_database);
        (_csv, _) = LargeInventory.Write();
        _snapshot = await LargeInventory.BuildAsync(_csv);
        await ImportAsync();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _database?.Dispose();
        _directory?.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Parsing and building alone.</summary>
    [Benchmark]
    public Task<byte[]> BuildAsync() => LargeInventory.BuildAsync(_csv);

    /// <summary>All of an import; from the second on the snapshot is in the store already, and its bytes are written and dropped.</summary>
    [Benchmark]
    public async Task<AssetImportOutcome> ImportAsync()
    {
        using var content = new MemoryStream(_csv);
        return await new AssetImport(_blobs, TimeProvider.System, new AssetImportLimits()).ImportAsync(content, AssetFileFormat.Csv, _ => { }, null, default);
    }

    /// <summary>From the snapshot's bytes to an inventory that answers: checksum and every offset.</summary>
    [Benchmark]
    public IAssetInventory Check() => LargeInventory.Load(_snapshot);

    /// <summary>From the store to an inventory that answers.</summary>
    [Benchmark]
    public async Task<IAssetInventory?> LoadAsync()
    {
        using var reference = new ReferenceData(_blobs, NullLogger<ReferenceData>.Instance);
        await reference.RefreshAsync(default);
        return reference.Assets;
    }
}
