using Vigil.Core.Scanning;

namespace Vigil.Cli.Scan;

/// <summary>A file on this machine, for engines.</summary>
internal static class LocalFile
{
    public static ScanSubject SubjectOf(FoundFile file, CancellationToken cancellationToken)
    {
        ValueTask<Stream> OpenAsync(CancellationToken cancelled) => ValueTask.FromResult(Open(file));
        var digests = new Lazy<Task<FileDigests>>(() => FileDigests.OfAsync(OpenAsync, cancellationToken).AsTask());
        return new ScanSubject(
            Path.GetFileName(file.Path), null, file.Length, OpenAsync, cancelled => new ValueTask<FileDigests>(digests.Value.WaitAsync(cancelled)));
    }

    /// <exception cref="FileUnreadableException">It cannot be read.</exception>
    private static Stream Open(FoundFile file)
    {
        // Where nothing tells files from pipes and devices: those have no length either, and opening one can wait for ever.
        if (file.Length == 0)
        {
            return Stream.Null;
        }

        try
        {
            return new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FileUnreadableException(exception as IOException ?? new IOException(exception.Message, exception));
        }
    }
}
