using System.Buffers;
using System.Buffers.Binary;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Vigil.Core.Ports;
using Vigil.Storage.Azure.Accounts;

namespace Vigil.Storage.Azure.Blobs;

/// <summary>
/// A blob in the making, as uncommitted blocks, which no reader sees and the service removes within a week when nobody commits them. What fits
/// into one block is put at once on commit.
/// </summary>
internal sealed class AzureBlobWriter(AzureBlobStore store, string container, string name, BlockBlobClient client) : BlobWriter
{
    private const int BlockSize = 4 * 1024 * 1024;

    private readonly Guid _writer = Guid.NewGuid();
    private readonly List<string> _blocks = [];
    private byte[]? _buffer;
    private int _buffered;
    private bool _ended;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        _buffer ??= ArrayPool<byte>.Shared.Rent(BlockSize);
        while (!bytes.IsEmpty)
        {
            if (_buffered == BlockSize)
            {
                await StageAsync(cancellationToken);
            }

            var count = Math.Min(bytes.Length, BlockSize - _buffered);
            bytes[..count].CopyTo(_buffer.AsMemory(_buffered));
            bytes = bytes[count..];
            _buffered += count;
        }
    }

    public override async ValueTask<BlobWrite> CommitAsync(IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        StorageRules.CheckMetadata(metadata);
        var write = _blocks.Count == 0
            ? await store.CreateAsync(container, name, _buffer.AsMemory(0, _buffered), metadata, cancellationToken)
            : await CommitBlocksAsync(metadata, cancellationToken);
        if (write.Done)
        {
            End();
        }

        return write;
    }

    public override ValueTask DisposeAsync()
    {
        End();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<BlobWrite> CommitBlocksAsync(IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        var options = new CommitBlockListOptions
        {
            Metadata = BlobInfos.ForRequest(metadata),
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        try
        {
            if (_buffered > 0)
            {
                await StageAsync(cancellationToken);
            }

            var commit = await Failures.GuardAsync(client.CommitBlockListAsync(_blocks, options, cancellationToken), cancellationToken);
            return new BlobWrite(WriteOutcome.Done, BlobInfos.Text(commit.Value.ETag));
        }
        catch (RequestFailedException failed) when (failed.Status == 412 || Failures.IsOccupied(failed) || failed.ErrorCode == "InvalidBlockList")
        {
            // A blob that came first takes the uncommitted blocks of its name with it. Without it they are gone for another reason.
            return failed.ErrorCode != "InvalidBlockList" || await store.FindAsync(container, name, cancellationToken) is not null
                ? new BlobWrite(WriteOutcome.Exists, null)
                : throw Failures.Unavailable(failed);
        }
    }

    private async ValueTask StageAsync(CancellationToken cancellationToken)
    {
        var id = BlockId();
        using var block = AzureBlobStore.AsStream(_buffer.AsMemory(0, _buffered));
        await Failures.GuardAsync(client.StageBlockAsync(id, block, null, cancellationToken), cancellationToken);
        _blocks.Add(id);
        _buffered = 0;
    }

    /// <summary>Of one length, as the service wants it, and the writer's own: others may write the same name.</summary>
    private string BlockId()
    {
        Span<byte> id = stackalloc byte[20];
        _writer.TryWriteBytes(id);
        BinaryPrimitives.WriteInt32BigEndian(id[16..], _blocks.Count);
        return Convert.ToBase64String(id);
    }

    private void End()
    {
        _ended = true;
        if (_buffer is { } buffer)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
