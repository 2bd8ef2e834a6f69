using System.Runtime.InteropServices;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Vigil.Core.Ports;
using Vigil.Storage.Azure.Accounts;
using BlobInfo = Vigil.Core.Ports.BlobInfo;

namespace Vigil.Storage.Azure.Blobs;

/// <summary>Block blobs in the containers of their account. One request per call, except where a lost race has to be told apart.</summary>
internal sealed class AzureBlobStore(StorageClients clients) : IBlobStore
{
    private static readonly BlobRequestConditions s_absent = new() { IfNoneMatch = ETag.All };

    public async ValueTask<BlobWrite> CreateAsync(
        string container,
        string name,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(container, name);
        StorageRules.CheckMetadata(metadata);
        try
        {
            return await PutAsync(Client(container, name), content, metadata, s_absent, cancellationToken);
        }
        catch (RequestFailedException failed) when (failed.Status == 412 || Failures.IsOccupied(failed))
        {
            return new BlobWrite(WriteOutcome.Exists, null);
        }
    }

    public async ValueTask<BlobWrite> ReplaceAsync(
        string container,
        string name,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata,
        string ifMatch,
        CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(container, name);
        StorageRules.CheckMetadata(metadata);
        try
        {
            return await PutAsync(Client(container, name), content, metadata, Matching(ifMatch), cancellationToken);
        }
        catch (RequestFailedException failed) when (failed.Status is 404 or 412 || Failures.IsOccupied(failed))
        {
            // The service answers 412 for another version and for none at all.
            var missing = failed.Status == 404 || (failed.Status == 412 && await FindAsync(container, name, cancellationToken) is null);
            return new BlobWrite(missing ? WriteOutcome.Missing : WriteOutcome.Conflict, null);
        }
    }

    public async ValueTask<Blob?> ReadAsync(string container, string name, CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(container, name);
        try
        {
            var read = await Failures.GuardAsync(Client(container, name).DownloadContentAsync(cancellationToken), cancellationToken);
            return new Blob(BlobInfos.From(name, read.Value.Details), read.Value.Content.ToMemory());
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            return null;
        }
    }

    public async ValueTask<BlobInfo?> FindAsync(string container, string name, CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(container, name);
        try
        {
            var found = await Failures.GuardAsync(Client(container, name).GetPropertiesAsync(null, cancellationToken), cancellationToken);
            return BlobInfos.From(name, found.Value);
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            return null;
        }
    }

    public async ValueTask<Stream?> OpenReadAsync(string container, string name, string? ifMatch, CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(container, name);
        var options = new BlobDownloadOptions { Conditions = ifMatch is null ? null : Matching(ifMatch) };
        var client = Client(container, name);
        try
        {
            // The client opens the rest of the same version again, by its ETag, when the connection breaks.
            var read = await Failures.GuardAsync(client.DownloadStreamingAsync(options, cancellationToken), cancellationToken);
            return new VersionStream(client, read.Value);
        }
        catch (RequestFailedException failed) when (failed.Status is 404 or 412)
        {
            return null;
        }
    }

    public ValueTask<BlobWriter> OpenWriteAsync(string container, string name, CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(container, name);
        return ValueTask.FromResult<BlobWriter>(new AzureBlobWriter(this, container, name, Client(container, name)));
    }

    public async ValueTask<BlobPage> ListAsync(string container, string prefix, string? cursor, int limit, CancellationToken cancellationToken)
    {
        StorageRules.CheckListing(container, prefix, limit);
        try
        {
            return await BlobListing.ReadAsync(clients.Container(container), prefix, cursor, limit, cancellationToken);
        }
        catch (RequestFailedException failed) when (failed.Status == 400 && cursor is not null)
        {
            // A cursor that was never given out: it came through a client.
            return new BlobPage([], null);
        }
    }

    public async ValueTask<WriteOutcome> DeleteAsync(string container, string name, string? ifMatch, CancellationToken cancellationToken)
    {
        StorageRules.CheckBlob(container, name);
        var conditions = ifMatch is null ? null : Matching(ifMatch);
        try
        {
            await Failures.GuardAsync(
                Client(container, name).DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, conditions, cancellationToken), cancellationToken);
            return WriteOutcome.Done;
        }
        catch (RequestFailedException failed) when (failed.Status is 404 or 412 || Failures.IsOccupied(failed))
        {
            return failed.Status == 404 ? WriteOutcome.Missing : WriteOutcome.Conflict;
        }
    }

    /// <summary>Makes a blob of what is in memory, if none has its name.</summary>
    internal static async ValueTask<BlobWrite> PutAsync(
        BlockBlobClient client,
        ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata,
        BlobRequestConditions conditions,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var stream = AsStream(content);
        var options = new BlobUploadOptions { Metadata = BlobInfos.ForRequest(metadata), Conditions = conditions };
        var put = await Failures.GuardAsync(client.UploadAsync(stream, options, cancellationToken), cancellationToken);
        return new BlobWrite(WriteOutcome.Done, BlobInfos.Text(put.Value.ETag));
    }

    internal static MemoryStream AsStream(ReadOnlyMemory<byte> content) => MemoryMarshal.TryGetArray(content, out var array)
        ? new MemoryStream(array.Array ?? [], array.Offset, array.Count, writable: false)
        : new MemoryStream(content.ToArray(), writable: false);

    private static BlobRequestConditions Matching(string tag) => new() { IfMatch = new ETag(tag) };

    private BlockBlobClient Client(string container, string name) => clients.Container(container).GetBlockBlobClient(name);
}
