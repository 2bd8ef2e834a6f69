using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Blobs;

/// <summary>
/// Content that arrives over time. What exceeds one chunk goes into chunk rows, each in a transaction of its own, so that small writes go in
/// between; what does not stays in memory until the blob is made.
/// </summary>
internal sealed class Upload(SqliteDatabase database)
{
    private readonly byte[] _buffer = new byte[database.Limits.ChunkSize];
    private int _buffered;
    private int _ordinal;
    private long? _version;

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            if (_buffered == _buffer.Length)
            {
                await FlushAsync(cancellationToken);
            }

            var count = Math.Min(bytes.Length, _buffer.Length - _buffered);
            bytes[..count].CopyTo(_buffer.AsMemory(_buffered));
            bytes = bytes[count..];
            _buffered += count;
            Length += count;
        }
    }

    /// <summary>Runs the write that makes the content a blob.</summary>
    public async ValueTask<TResult> FinishAsync<TResult>(
        NewBlob blob, Func<Session, NewBlob, TResult> write, CancellationToken cancellationToken)
    {
        if (_version is not null && _buffered > 0)
        {
            await FlushAsync(cancellationToken);
        }

        blob = blob with { Content = _buffer.AsMemory(0, _buffered), Chunked = _version, Length = Length };
        return await database.WriteAsync(blob, write, cancellationToken);
    }

    /// <summary>Gives the chunks up; the sweeper removes them.</summary>
    public async ValueTask AbandonAsync()
    {
        if (_version is { } version)
        {
            await database.WriteAsync(version, static (session, version) => ContentTable.GiveUp(session, version), CancellationToken.None);
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        _version ??= await database.WriteAsync(database.Now, static (session, now) => ContentTable.Begin(session, now), cancellationToken);
        await database.WriteAsync(
            (Version: _version.Value, Ordinal: _ordinal, Bytes: _buffer.AsMemory(0, _buffered), database.Now),
            static (session, s) => ContentTable.Append(session, s.Version, s.Ordinal, s.Bytes.Span, s.Now),
            cancellationToken);
        _ordinal++;
        _buffered = 0;
    }
}
