namespace Vigil.Storage.Sqlite.Blobs;

/// <summary>A blob about to be written.</summary>
/// <param name="Content">Its bytes; of content in chunks, the last of them.</param>
/// <param name="Chunked">Version whose chunks hold the bytes before; null for inline content.</param>
/// <param name="LastOrdinal">Of the chunk that <paramref name="Content"/> is.</param>
/// <param name="Now">The store's clock, in UTC ticks.</param>
internal readonly record struct NewBlob(
    string Container, string Name, ReadOnlyMemory<byte> Content, long? Chunked, int LastOrdinal, long Length, string? Metadata, long Now);
