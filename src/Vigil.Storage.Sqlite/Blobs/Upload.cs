using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Blobs;

/// <summary>Content on its way into chunk rows, each in a transaction of its own, so that small writes go in between.</summary>
internal sealed class Upload
{
    private readonly SqliteDatabase _database;
    private readonly byte[] _buffer;
    private int _buffered;
    private int _ordinal;

    private Upload(SqliteDatabase database, long version)
    {
        _database = database;
        _buffer = new byte[database.Limits.ChunkSize];
        Version = version;
    }

    public long Version { get; }

    public long Length { get; private set; }

    public static async ValueTask<Upload> BeginAsync(SqliteDatabase database, CancellationToken cancellationToken) => new(
        database,
        await database.WriteAsync(database.Now, static (session, now) => ContentTable.Begin(session, now), cancellationToken));

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, _buffer.Length - _buffered);
            bytes[..count].CopyTo(_buffer.AsMemory(_buffered));
            bytes = bytes[count..];
            _buffered += count;
            Length += count;
            if (_buffered == _buffer.Length)
            {
                await FlushAsync(cancellationToken);
            }
        }
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_buffered == 0)
        {
            return;
        }

        var appended = await _database.WriteAsync(
            (Version, Ordinal: _ordinal, Bytes: _buffer.AsMemory(0, _buffered), _database.Now),
            static (session, s) => ContentTable.Append(session, s.Version, s.Ordinal, s.Bytes.Span, s.Now),
            cancellationToken);
        if (!appended)
        {
            throw new IOException("The upload stood still for too long and was given up.");
        }

        _ordinal++;
        _buffered = 0;
    }

    /// <summary>Gives the chunks up; they go in small steps.</summary>
    public async ValueTask AbandonAsync()
    {
        await _database.WriteAsync(
            Version,
            static (session, version) =>
            {
                ContentTable.Drop(session, version);
                return true;
            },
            CancellationToken.None);
        await RemoveUnclaimedAsync(_database);
    }

    public static async ValueTask RemoveUnclaimedAsync(SqliteDatabase database)
    {
        var untouchedSince = database.Now - database.Limits.AbandonedAfter.Ticks;
        while (await database.WriteAsync(untouchedSince, static (session, since) => ContentTable.RemoveSome(session, since), CancellationToken.None))
        {
        }
    }
}
