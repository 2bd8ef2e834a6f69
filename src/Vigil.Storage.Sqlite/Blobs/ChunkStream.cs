using System.Buffers;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Blobs;

/// <summary>Reads the chunks of one version. When that version is removed meanwhile the read fails; it never goes on with another.</summary>
internal sealed class ChunkStream(SqliteDatabase database, long version, long length) : Stream
{
    private byte[] _buffer = [];

    /// <summary>What is left of the chunk in the buffer.</summary>
    private ReadOnlyMemory<byte> _chunk;
    private long _position;

    /// <summary>Size of every chunk but the last, as the first one tells; 0 until it was read.</summary>
    private int _chunkSize;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _position >= length)
        {
            return 0;
        }

        if (_chunk.IsEmpty)
        {
            Load();
        }

        var count = Math.Min(buffer.Length, _chunk.Length);
        _chunk.Span[..count].CopyTo(buffer);
        _chunk = _chunk[count..];
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            _ => length,
        };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        if (target != _position)
        {
            _chunk = default;
            _position = target;
        }

        return target;
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        (_buffer, _chunk, _position) = ([], default, length);
        base.Dispose(disposing);
    }

    private void Load()
    {
        if (_chunkSize == 0)
        {
            _chunk = Chunk(0);
            _chunkSize = _chunk.Length;
        }

        var ordinal = (int)(_position / _chunkSize);
        _chunk = (ordinal == 0 && !_chunk.IsEmpty ? _chunk : Chunk(ordinal))[(int)(_position % _chunkSize)..];
    }

    private ReadOnlyMemory<byte> Chunk(int ordinal)
    {
        var count = database.Read((Stream: this, Ordinal: ordinal), static (session, s) => s.Stream.Read(session, s.Ordinal))
            ?? throw new IOException("The blob was replaced or deleted while it was read.");
        return _buffer.AsMemory(0, count);
    }

    private int? Read(Session session, int ordinal) => ContentTable.Chunk(session, version, ordinal, ref _buffer);
}
