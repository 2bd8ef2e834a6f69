namespace Vigil.Core.Scanning;

/// <summary>One version of a file that is to be scanned; the same bytes whoever opens it, and however often.</summary>
/// <param name="Name">The file's name as its uploader gave it, bounded but otherwise hostile; engines judge it.</param>
/// <param name="DeclaredType">Media type that the uploader stated; null when he stated none.</param>
/// <param name="Length">In bytes.</param>
/// <param name="OpenAsync">Opens a stream of its own at the start of the file. It is seekable, reads one version or fails, and holds a bounded part of the file in memory.</param>
/// <param name="DigestsAsync">Digests of the whole file, computed once for all engines.</param>
public sealed record ScanSubject(
    string Name,
    string? DeclaredType,
    long Length,
    Func<CancellationToken, ValueTask<Stream>> OpenAsync,
    Func<CancellationToken, ValueTask<FileDigests>> DigestsAsync);
