using System.Globalization;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Storage.Sqlite.Blobs;

/// <summary>The statements over <c>blobs</c> and <c>contents</c>. What writes runs inside the writer's transaction.</summary>
internal static class BlobTable
{
    public const string Columns = "version, length, created, metadata, name";

    /// <summary>Creates the blob if no blob has its name.</summary>
    public static BlobWrite Create(Session session, in NewBlob blob)
    {
        if (FindVersion(session, blob.Container, blob.Name) is not null)
        {
            return new BlobWrite(WriteOutcome.Exists, null);
        }

        var version = Claim(session, blob);
        using var insert = session.Use(
            "INSERT INTO blobs (container, name, version, length, created, metadata) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        insert.Bind(1, blob.Container).Bind(2, blob.Name).Bind(3, version).Bind(4, blob.Length).Bind(5, blob.Now).Bind(6, blob.Metadata).Run();
        return new BlobWrite(WriteOutcome.Done, ETag(version));
    }

    /// <summary>Replaces the blob if its ETag still is <paramref name="ifMatch"/>.</summary>
    public static BlobWrite Replace(Session session, in NewBlob blob, string ifMatch)
    {
        if (Mismatch(session, blob.Container, blob.Name, ifMatch, out var old) is { } outcome)
        {
            return new BlobWrite(outcome, null);
        }

        var version = Claim(session, blob);
        using var update = session.Use(
            "UPDATE blobs SET version = ?3, length = ?4, created = ?5, metadata = ?6 WHERE container = ?1 AND name = ?2");
        update.Bind(1, blob.Container).Bind(2, blob.Name).Bind(3, version).Bind(4, blob.Length).Bind(5, blob.Now).Bind(6, blob.Metadata).Run();
        ContentTable.Drop(session, old);
        return new BlobWrite(WriteOutcome.Done, ETag(version));
    }

    /// <summary>Deletes the blob if its ETag is <paramref name="ifMatch"/> (null: any).</summary>
    public static WriteOutcome Delete(Session session, string container, string name, string? ifMatch)
    {
        if (Mismatch(session, container, name, ifMatch, out var old) is { } outcome)
        {
            return outcome;
        }

        using var delete = session.Use("DELETE FROM blobs WHERE container = ?1 AND name = ?2");
        delete.Bind(1, container).Bind(2, name).Run();
        ContentTable.Drop(session, old);
        return WriteOutcome.Done;
    }

    /// <summary>Gives a version another name in place of its own: its content stays where it is.</summary>
    public static WriteOutcome Move(Session session, string container, string name, string ifMatch, in NewBlob to)
    {
        if (Mismatch(session, container, name, ifMatch, out var version) is { } outcome)
        {
            return outcome;
        }

        if (FindVersion(session, to.Container, to.Name) is not null)
        {
            return WriteOutcome.Exists;
        }

        using var move = session.Use(
            "UPDATE blobs SET container = ?3, name = ?4, created = ?5, metadata = ?6 WHERE container = ?1 AND name = ?2");
        move.Bind(1, container).Bind(2, name).Bind(3, to.Container).Bind(4, to.Name).Bind(5, to.Now).Bind(6, to.Metadata).Run();
        return WriteOutcome.Done;
    }

    public static BlobInfo? Find(Session session, string container, string name)
    {
        using var find = session.Use($"SELECT {Columns} FROM blobs WHERE container = ?1 AND name = ?2");
        return find.Bind(1, container).Bind(2, name).Step() ? Info(find, name) : null;
    }

    public static BlobInfo Info(Statement row, string name) => new(
        name,
        ETag(row.Int64(0)),
        row.Int64(1),
        new DateTimeOffset(row.Int64(2), TimeSpan.Zero),
        MetadataText.Read(row.IsNull(3) ? null : row.Text(3)));

    public static string ETag(long version) => version.ToString("x", CultureInfo.InvariantCulture);

    private static long Claim(Session session, in NewBlob blob)
    {
        if (blob.Chunked is not { } version)
        {
            return ContentTable.Add(session, blob.Content.Span);
        }

        ContentTable.Claim(session, version, blob.LastOrdinal, blob.Content.Span);
        return version;
    }

    private static WriteOutcome? Mismatch(Session session, string container, string name, string? ifMatch, out long version)
    {
        var found = FindVersion(session, container, name);
        version = found ?? 0;
        return found is null ? WriteOutcome.Missing
            : ifMatch is not null && ETag(version) != ifMatch ? WriteOutcome.Conflict
            : null;
    }

    private static long? FindVersion(Session session, string container, string name)
    {
        using var find = session.Use("SELECT version FROM blobs WHERE container = ?1 AND name = ?2");
        return find.Bind(1, container).Bind(2, name).Step() ? find.Int64(0) : null;
    }
}
