using Microsoft.Extensions.Logging;
using Vigil.Core.Enrichment.Assets.Snapshot;
using Vigil.Core.Ports;

namespace Vigil.Core.Enrichment.Assets;

/// <summary>
/// Holds the inventory in memory. A head calls <see cref="RefreshAsync"/> at start and every few seconds; that costs one look at the pointer
/// unless something was imported. Readers see one version or the other, never a mixture.
/// </summary>
public sealed partial class ReferenceData(IBlobStore blobs, ILogger<ReferenceData> logger) : IReferenceData, IDisposable
{
    private readonly AssetSnapshotStore _store = new(blobs);
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private IAssetInventory? _assets;
    private string? _pointerETag;

    public IAssetInventory? Assets => Volatile.Read(ref _assets);

    public void Dispose() => _refreshing.Dispose();

    /// <summary>
    /// Takes over what was imported since. What cannot be loaded is told and leaves the inventory as it is: the one before, or not loaded.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The store cannot be reached; the inventory stays as it is.</exception>
    public async ValueTask<ReferenceRefresh> RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            var blob = await blobs.ReadAsync(Containers.Reference, AssetSnapshotStore.PointerName, cancellationToken);
            return blob is null ? TakeEmpty()
                : blob.Info.ETag == _pointerETag ? ReferenceRefresh.Unchanged
                : await LoadAsync(blob, cancellationToken);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private ReferenceRefresh TakeEmpty()
    {
        if (ReferenceEquals(_assets, EmptyAssetInventory.Instance))
        {
            return ReferenceRefresh.Unchanged;
        }

        Swap(EmptyAssetInventory.Instance, null);
        return ReferenceRefresh.Loaded;
    }

    private async ValueTask<ReferenceRefresh> LoadAsync(Blob blob, CancellationToken cancellationToken)
    {
        if (AssetSnapshotPointer.Parse(blob.Content.Span) is not { } pointer)
        {
            return Refuse(AssetSnapshotStore.PointerName, "no pointer");
        }

        // The same file imported again is only younger.
        if (_assets is AssetInventory known && known.Version == pointer.Version)
        {
            Swap(new AssetInventory(known.Snapshot, pointer.ImportedAt), blob.Info.ETag);
            return ReferenceRefresh.Loaded;
        }

        if (await _store.ReadAsync(pointer.Version, cancellationToken) is not { } bytes)
        {
            return Refuse(pointer.Version, "no such snapshot");
        }

        if (SnapshotLoader.Load(bytes, out var fault) is not { } snapshot)
        {
            return Refuse(pointer.Version, fault!);
        }

        if (!pointer.Sha256.Equals(Convert.ToHexStringLower(bytes.AsSpan()[^SnapshotFormat.TrailerBytes..]), StringComparison.Ordinal))
        {
            return Refuse(pointer.Version, "another snapshot than the pointer means");
        }

        Swap(new AssetInventory(snapshot, pointer.ImportedAt), blob.Info.ETag);
        Log.Loaded(logger, pointer.Version, snapshot.Count, bytes.Length);
        return ReferenceRefresh.Loaded;
    }

    private ReferenceRefresh Refuse(string version, string fault)
    {
        Log.Refused(logger, version, fault);
        return ReferenceRefresh.Refused;
    }

    private void Swap(IAssetInventory assets, string? pointerETag)
    {
        Volatile.Write(ref _assets, assets);
        _pointerETag = pointerETag;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Assets {Version} loaded: {Assets} assets, {Bytes} bytes")]
        public static partial void Loaded(ILogger logger, string version, int assets, int bytes);

        [LoggerMessage(Level = LogLevel.Error, Message = "Assets {Version} refused: {Fault}")]
        public static partial void Refused(ILogger logger, string version, string fault);
    }
}
