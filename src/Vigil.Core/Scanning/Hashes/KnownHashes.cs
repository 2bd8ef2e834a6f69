using System.Text;
using Microsoft.Extensions.Logging;
using Vigil.Core.Ports;

namespace Vigil.Core.Scanning.Hashes;

/// <summary>
/// Holds the list of hashes in memory, as last imported: <c>reference/hashes/current</c> names the version. A head calls
/// <see cref="RefreshAsync"/> at start and every few seconds; that costs one look unless something was imported.
/// </summary>
public sealed partial class KnownHashes(IBlobStore blobs, ILogger<KnownHashes> logger) : IDisposable
{
    internal const string Prefix = "hashes/";
    internal const string PointerName = Prefix + "current";

    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private HashList? _current;
    private string? _pointerETag;

    /// <summary>The blob of the list that the pointer names.</summary>
    internal static string NameOf(Blob pointer) => Prefix + Encoding.ASCII.GetString(pointer.Content.Span);

    /// <summary>Null while it is not loaded; empty where none was imported.</summary>
    public HashList? Current => Volatile.Read(ref _current);

    public void Dispose() => _refreshing.Dispose();

    /// <summary>Takes over what was imported since. A list that is damaged is told, and what was loaded stays.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            var pointer = await blobs.ReadAsync(Containers.Reference, PointerName, cancellationToken);
            if (pointer is null)
            {
                Swap(HashList.Empty, null);
            }
            else if (pointer.Info.ETag != _pointerETag)
            {
                await LoadAsync(Encoding.ASCII.GetString(pointer.Content.Span), pointer.Info.ETag, cancellationToken);
            }
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private async ValueTask LoadAsync(string version, string pointerETag, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await blobs.OpenReadAsync(Containers.Reference, Prefix + version, null, cancellationToken)
                ?? throw new InvalidDataException("The list is not there.");
            var list = await HashListReader.ReadAsync(content, cancellationToken);
            Swap(list, pointerETag);
            Log.Loaded(logger, list.Version, list.Count);
        }
        catch (InvalidDataException exception)
        {
            Log.Refused(logger, version, exception.Message);
        }
    }

    private void Swap(HashList list, string? pointerETag)
    {
        Volatile.Write(ref _current, list);
        _pointerETag = pointerETag;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Hash list {Version} loaded: {Hashes} hashes")]
        public static partial void Loaded(ILogger logger, string version, int hashes);

        [LoggerMessage(2, LogLevel.Error, "Hash list {Version} refused: {Fault}")]
        public static partial void Refused(ILogger logger, string version, string fault);
    }
}
