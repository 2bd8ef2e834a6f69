using System.Buffers;
using System.Runtime.ExceptionServices;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Blobs;

/// <summary>
/// Content that arrives over time. What exceeds one chunk goes into chunk rows, each a write of its own, so that small writes go in between; what does
/// not stays in memory until the blob is made. Some chunks may be on their way at once, so that they share commits.
/// </summary>
internal sealed class Upload(SqliteDatabase database)
{
    private const int MaxUnderWay = 4;

    private readonly Queue<(ValueTask<int> Write, byte[] Buffer)> _underWay = new(MaxUnderWay);
    private byte[]? _buffer;
    private int _buffered;
    private int _ordinal;
    private long? _version;

    /// <summary>A chunk is missing, whatever else comes: there will be no blob.</summary>
    private ExceptionDispatchInfo? _failure;

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    private int ChunkSize => database.Limits.ChunkSize;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            if (_buffered == ChunkSize)
            {
                await FlushAsync(cancellationToken);
            }

            _buffer ??= ArrayPool<byte>.Shared.Rent(ChunkSize);
            var count = Math.Min(bytes.Length, ChunkSize - _buffered);
            bytes[..count].CopyTo(_buffer.AsMemory(_buffered));
            bytes = bytes[count..];
            _buffered += count;
            Length += count;
        }
    }

    /// <summary>Runs the write that makes the content a blob, once all of it but the last chunk is durable.</summary>
    public async ValueTask<TResult> FinishAsync<TResult>(
        NewBlob blob, Func<Session, NewBlob, TResult> write, CancellationToken cancellationToken)
    {
        while (_underWay.Count > 0)
        {
            await SettleOneAsync();
        }

        _failure?.Throw();
        blob = blob with { Content = _buffer.AsMemory(0, _buffered), Chunked = _version, LastOrdinal = _ordinal, Length = Length };
        var result = await database.WriteAsync(blob, write, cancellationToken);
        Free(ref _buffer);
        return result;
    }

    /// <summary>Gives the chunks up; the sweeper removes them.</summary>
    public async ValueTask AbandonAsync()
    {
        while (_underWay.Count > 0)
        {
            await SettleOneAsync();
        }

        Free(ref _buffer);
        if (_version is { } version)
        {
            await database.WriteAsync(version, static (session, version) => ContentTable.GiveUp(session, version), CancellationToken.None);
        }
    }

    private static void Free(ref byte[]? buffer)
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = null;
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_underWay.Count == MaxUnderWay)
        {
            await SettleOneAsync();
        }

        _failure?.Throw();
        var chunk = (Version: _version, Ordinal: _ordinal, Bytes: _buffer.AsMemory(0, _buffered), database.Now);
        if (_version is null)
        {
            _version = await database.WriteAsync(
                chunk, static (session, s) => ContentTable.Begin(session, s.Bytes.Span, s.Now), cancellationToken);
        }
        else
        {
            var write = database.WriteAsync(
                chunk, static (session, s) => ContentTable.Append(session, s.Version!.Value, s.Ordinal, s.Bytes.Span, s.Now), cancellationToken);
            _underWay.Enqueue((write, _buffer!));
            _buffer = null;
        }

        _ordinal++;
        _buffered = 0;
    }

    /// <summary>The oldest chunk on its way: durable now, or failed; its buffer is free either way.</summary>
    private async Task SettleOneAsync()
    {
        var (write, buffer) = _underWay.Dequeue();
        try
        {
            await write;
        }
#pragma warning disable CA1031 // Thrown to whoever adds to the upload, or ends it; who gives it up does not care.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
