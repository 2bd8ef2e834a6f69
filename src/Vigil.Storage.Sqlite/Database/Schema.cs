namespace Vigil.Storage.Sqlite.Database;

/// <summary>The tables and their version.</summary>
internal static class Schema
{
    /// <summary>What this build writes into <c>user_version</c>.</summary>
    public const int Version = 3;

    // Content lies apart from the rows that listings read. Its key is the blob's version and ETag: never used twice, so that a reader
    // that holds one can only ever find the bytes of that version. "unclaimed" names content that no blob row points to: uploads under
    // way, and large content that was replaced or deleted and waits for its removal in small steps.
    private const string Tables = """
        CREATE TABLE blobs (
            container TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, length INTEGER NOT NULL,
            created INTEGER NOT NULL, metadata TEXT, PRIMARY KEY (container, name)) WITHOUT ROWID;
        CREATE TABLE contents (version INTEGER PRIMARY KEY AUTOINCREMENT, bytes BLOB);
        CREATE TABLE chunks (version INTEGER NOT NULL, ordinal INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (version, ordinal));
        CREATE TABLE unclaimed (version INTEGER PRIMARY KEY, touched INTEGER NOT NULL);

        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, visible_at INTEGER NOT NULL, inserted_at INTEGER NOT NULL,
            dequeue_count INTEGER NOT NULL DEFAULT 0, receipt INTEGER NOT NULL DEFAULT 0, body BLOB NOT NULL);
        CREATE INDEX messages_by_visibility ON messages (queue, visible_at, inserted_at);

        CREATE TABLE incident_messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL, subject TEXT NOT NULL, properties TEXT, body BLOB NOT NULL,
            published_at INTEGER NOT NULL, visible_at INTEGER NOT NULL, delivery_count INTEGER NOT NULL DEFAULT 0, receipt INTEGER NOT NULL DEFAULT 0,
            dead_reason TEXT, dead_description TEXT);
        CREATE INDEX incident_messages_by_visibility ON incident_messages (visible_at) WHERE dead_reason IS NULL;
        CREATE INDEX incident_messages_by_age ON incident_messages (published_at) WHERE dead_reason IS NULL;
        CREATE INDEX incident_messages_dead ON incident_messages (visible_at) WHERE dead_reason IS NOT NULL;
        CREATE TABLE incident_published (message_id TEXT PRIMARY KEY, published_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX incident_published_by_time ON incident_published (published_at);

        CREATE TABLE incident_index (
            id TEXT PRIMARY KEY, closed INTEGER NOT NULL, priority_rank INTEGER NOT NULL, score_rank REAL NOT NULL,
            status INTEGER NOT NULL, assignee TEXT NOT NULL, asset TEXT NOT NULL, last_seen INTEGER NOT NULL,
            revision INTEGER NOT NULL, search TEXT NOT NULL, summary TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX incident_index_by_urgency ON incident_index (closed, priority_rank, score_rank, id);
        """;

    // Measured with alerts of 10 kB: pages of 8 KiB cost the least CPU per write, and folding the log into the file every 64 MiB instead of
    // every 8 MiB a quarter less. The page size counts only before the first table.
    private const string Setup = """
        PRAGMA page_size = 8192;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA cache_size = -32768;
        PRAGMA wal_autocheckpoint = 8192;
        PRAGMA journal_size_limit = 134217728;
        """;

    /// <summary>Sets the connection up for writing and creates the tables where there are none.</summary>
    /// <exception cref="InvalidOperationException">The file was written by another Vigil.</exception>
    public static void Prepare(Session session, string file, SqliteLimits limits)
    {
        session.Script(Setup);
        if (limits.MaxPages is { } pages)
        {
            session.Script($"PRAGMA max_page_count = {pages}");
        }

        if (ReadVersion(session, file) == 0)
        {
            // Others may be at the same: whoever gets the lock first does it.
            session.Run("BEGIN IMMEDIATE");
            if (ReadVersion(session, file) == 0)
            {
                session.Script(Tables);
                session.Script($"PRAGMA user_version = {Version}");
            }

            session.Run("COMMIT");
        }
    }

    private static long ReadVersion(Session session, string file)
    {
        var version = session.Scalar("PRAGMA user_version");
        return version is 0 or Version ? version : throw new InvalidOperationException(
            $"{file} has schema version {version}, this Vigil knows version {Version}. Use the Vigil that wrote it, or another data directory.");
    }
}
