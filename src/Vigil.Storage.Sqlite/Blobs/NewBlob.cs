namespace Vigil.Storage.Sqlite.Blobs;

/// <summary>A blob about to be written.</summary>
/// <param name="Content">Its bytes, unless they lie in chunks already.</param>
/// <param name="Chunked">Version whose chunks hold the bytes; null for inline content.</param>
/// <param name="Now">The store's clock, in UTC ticks.</param>
internal readonly record struct NewBlob(
    string Container, string Name, ReadOnlyMemory<byte> Content, long? Chunked, long Length, string? Metadata, long Now);
