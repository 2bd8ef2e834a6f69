using System.Buffers;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Blobs;

/// <summary>The statements over <c>contents</c>, <c>chunks</c> and <c>unclaimed</c>.</summary>
internal static class ContentTable
{
    // 4 MiB of chunks: a step of the removal is about as long as a busy commit of intake.
    private const int ChunksPerStep = 16;

    /// <summary>Stores content in one row; its new version.</summary>
    public static long Add(Session session, ReadOnlySpan<byte> bytes)
    {
        using var insert = session.Use("INSERT INTO contents (bytes) VALUES (?1)");
        insert.Bind(1, bytes).Run();
        return session.LastInsertId;
    }

    /// <summary>Reserves a version for content that arrives in chunks, with the first of them.</summary>
    public static long Begin(Session session, ReadOnlySpan<byte> first, long now)
    {
        session.Run("INSERT INTO contents (bytes) VALUES (NULL)");
        var version = session.LastInsertId;
        using var insert = session.Use("INSERT INTO unclaimed (version, touched) VALUES (?1, ?2)");
        insert.Bind(1, version).Bind(2, now).Run();
        Add(session, version, 0, first);
        return version;
    }

    /// <summary>Adds a chunk.</summary>
    public static int Append(Session session, long version, int ordinal, ReadOnlySpan<byte> bytes, long now)
    {
        using var touch = session.Use("UPDATE unclaimed SET touched = ?2 WHERE version = ?1 AND touched > 0");
        RequireOne(touch.Bind(1, version).Bind(2, now).Run());
        return Add(session, version, ordinal, bytes);
    }

    /// <summary>Adds the last chunk; a blob row is about to point to all of them.</summary>
    public static void Claim(Session session, long version, int ordinal, ReadOnlySpan<byte> last)
    {
        using var claim = session.Use("DELETE FROM unclaimed WHERE version = ?1 AND touched > 0");
        RequireOne(claim.Bind(1, version).Run());
        Add(session, version, ordinal, last);
    }

    /// <summary>No blob row points to this content any more. One row goes at once, chunks are left to the sweeper.</summary>
    public static int Drop(Session session, long version)
    {
        using var remove = session.Use("DELETE FROM contents WHERE version = ?1 AND bytes IS NOT NULL");
        if (remove.Bind(1, version).Run() > 0)
        {
            return 1;
        }

        using var mark = session.Use("INSERT INTO unclaimed (version, touched) VALUES (?1, 0) ON CONFLICT DO UPDATE SET touched = 0");
        return mark.Bind(1, version).Run();
    }

    /// <summary>
    /// The upload ended without a blob as far as it knows. Content that was claimed all the same, by a commit whose answer was lost, belongs to
    /// its blob and stays.
    /// </summary>
    public static int GiveUp(Session session, long version)
    {
        using var mark = session.Use("UPDATE unclaimed SET touched = 0 WHERE version = ?1");
        return mark.Bind(1, version).Run();
    }

    /// <summary>Some version that nobody claimed, and to which nobody added since; null when there is none.</summary>
    public static long? FindUnclaimed(Session session, long untouchedSince)
    {
        using var find = session.Use("SELECT version FROM unclaimed WHERE touched <= ?1 LIMIT 1");
        return find.Bind(1, untouchedSince).Step() ? find.Int64(0) : null;
    }

    /// <summary>Removes some chunks of such a version, and the version itself when it has none left.</summary>
    public static int RemoveSome(Session session, long untouchedSince)
    {
        if (FindUnclaimed(session, untouchedSince) is not { } version)
        {
            return 0;
        }

        GiveUp(session, version);
        using var chunks = session.Use("DELETE FROM chunks WHERE rowid IN (SELECT rowid FROM chunks WHERE version = ?1 LIMIT ?2)");
        var removed = chunks.Bind(1, version).Bind(2, ChunksPerStep).Run();
        if (removed == 0)
        {
            using var content = session.Use("DELETE FROM contents WHERE version = ?1");
            content.Bind(1, version).Run();
            using var unclaimed = session.Use("DELETE FROM unclaimed WHERE version = ?1");
            unclaimed.Bind(1, version).Run();
        }

        return removed;
    }

    /// <summary>The chunk's bytes into a buffer, which is made larger for them; their count, or null when the chunk is gone.</summary>
    public static int? Chunk(Session session, long version, int ordinal, ref byte[] buffer)
    {
        using var read = session.Use("SELECT bytes FROM chunks WHERE version = ?1 AND ordinal = ?2");
        if (!read.Bind(1, version).Bind(2, ordinal).Step())
        {
            return null;
        }

        var bytes = read.Bytes(0);
        if (buffer.Length < bytes.Length)
        {
            if (buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        }

        bytes.CopyTo(buffer);
        return bytes.Length;
    }

    private static int Add(Session session, long version, int ordinal, ReadOnlySpan<byte> bytes)
    {
        using var insert = session.Use("INSERT INTO chunks (version, ordinal, bytes) VALUES (?1, ?2, ?3)");
        return insert.Bind(1, version).Bind(2, ordinal).Bind(3, bytes).Run();
    }

    private static void RequireOne(int rows)
    {
        if (rows == 0)
        {
            throw new IOException("The upload stood still for too long and was given up.");
        }
    }
}
