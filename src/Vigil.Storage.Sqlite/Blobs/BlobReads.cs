using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Blobs;

/// <summary>The statements that read blobs, each of one snapshot of the database.</summary>
internal static class BlobReads
{
    // Above every character that a name may hold.
    private const char AfterAnyName = '\u007f';

    // Below every character that a name may hold: what comes after a name starts at that name and this.
    private const char BeforeAnyMore = '\u0001';

    public static Blob? Whole(Session session, string container, string name)
    {
        using var read = session.Use(
            $"SELECT {BlobTable.Columns}, bytes FROM blobs JOIN contents USING (version) WHERE container = ?1 AND name = ?2");
        if (!read.Bind(1, container).Bind(2, name).Step())
        {
            return null;
        }

        // The open statement holds the snapshot, so the chunks are of the same version.
        var info = BlobTable.Info(read, name);
        return new Blob(info, read.IsNull(5) ? Chunks(session, read.Int64(0), info.Length) : read.Bytes(5).ToArray());
    }

    public static (long Version, long Length, byte[]? Inline)? Open(Session session, string container, string name)
    {
        using var read = session.Use(
            "SELECT version, length, bytes FROM blobs JOIN contents USING (version) WHERE container = ?1 AND name = ?2");
        return read.Bind(1, container).Bind(2, name).Step()
            ? (read.Int64(0), read.Int64(1), read.IsNull(2) ? null : read.Bytes(2).ToArray())
            : null;
    }

    public static BlobPage List(Session session, string container, string prefix, string? cursor, int limit)
    {
        // One lower bound: with two, SQLite seeks to the first and reads on to the second, which makes many pages quadratic.
        var from = string.CompareOrdinal(cursor, prefix) >= 0 ? cursor + BeforeAnyMore : prefix;
        using var list = session.Use(
            $"SELECT {BlobTable.Columns} FROM blobs WHERE container = ?1 AND name >= ?2 AND name < ?3 ORDER BY name LIMIT ?4");
        list.Bind(1, container).Bind(2, from).Bind(3, prefix + AfterAnyName).Bind(4, limit + 1L);
        var items = new List<BlobInfo>(Math.Min(limit, 64));
        while (list.Step())
        {
            if (items.Count == limit)
            {
                return new BlobPage(items, items[^1].Name);
            }

            items.Add(BlobTable.Info(list, list.Text(4)));
        }

        return new BlobPage(items, null);
    }

    private static byte[] Chunks(Session session, long version, long length)
    {
        var content = new byte[length];
        var position = 0;
        using var read = session.Use("SELECT bytes FROM chunks WHERE version = ?1 ORDER BY ordinal");
        read.Bind(1, version);
        while (read.Step())
        {
            var chunk = read.Bytes(0);
            chunk.CopyTo(content.AsSpan(position));
            position += chunk.Length;
        }

        return content;
    }
}
