namespace Vigil.Storage.Sqlite.Database;

/// <summary>Sizes and times of the database. Tests make them small; nobody else has reason to change them.</summary>
internal sealed record SqliteLimits
{
    public static SqliteLimits Default { get; } = new();

    /// <summary>How long a write waits for another process's lock before the caller is told to come back.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Writes that may wait for the writer.</summary>
    public int QueueCapacity { get; init; } = 4_096;

    /// <summary>How long a caller waits for a place in that queue.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Most writes in one transaction: bounds how long one commit, and with it another process, takes.</summary>
    public int MaxBatch { get; init; } = 256;

    /// <summary>Content up to this size is one row; above, it goes in chunks.</summary>
    public int MaxInline { get; init; } = 1024 * 1024;

    /// <summary>Size of a chunk: small, so that a commit of one never holds up intake.</summary>
    public int ChunkSize { get; init; } = 256 * 1024;

    /// <summary>Chunks that nobody added to for so long belong to a process that is gone.</summary>
    public TimeSpan AbandonedAfter { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Advice to callers when the store cannot work now.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Size limit of the file in pages; null: the disk's.</summary>
    public long? MaxPages { get; init; }
}
