using System.Text;
using Vigil.Core.Ports;

namespace Vigil.Core.Scanning.Hashes;

/// <summary>Makes a file the list of hashes: all of its lines, or none.</summary>
public sealed class HashListImport(IBlobStore blobs)
{
    private const int ChunkBytes = 256 * 1024;
    private const int MaxTries = 8;

    /// <summary>The list; null when a line is bad, or others kept importing at the same time.</summary>
    /// <param name="content">Read several times; must be seekable.</param>
    /// <param name="onBadLine">Number of the line, and what is wrong.</param>
    /// <exception cref="InvalidDataException">The list is too long.</exception>
    public async ValueTask<HashList?> ImportAsync(Stream content, Action<int, string> onBadLine, CancellationToken cancellationToken)
    {
        var bad = 0;
        var list = await HashListReader.ReadAsync(content, (line, fault) => { bad++; onBadLine(line, fault); }, cancellationToken);
        if (bad > 0)
        {
            return null;
        }

        await WriteAsync(list.Version, content, cancellationToken);
        if (!await PointToAsync(Encoding.ASCII.GetBytes(list.Version), cancellationToken))
        {
            return null;
        }

        // One that was there already, from long ago, may have expired before it became the current one again.
        await WriteAsync(list.Version, content, cancellationToken);
        return list;
    }

    private async ValueTask WriteAsync(string version, Stream content, CancellationToken cancellationToken)
    {
        content.Position = 0;
        if (await blobs.FindAsync(Containers.Reference, KnownHashes.Prefix + version, cancellationToken) is not null)
        {
            return;
        }

        await using var writer = await blobs.OpenWriteAsync(Containers.Reference, KnownHashes.Prefix + version, cancellationToken);
        var buffer = new byte[ChunkBytes];
        while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            await writer.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        // Whoever wrote it at the same time wrote the same.
        await writer.CommitAsync(null, cancellationToken);
    }

    private async ValueTask<bool> PointToAsync(byte[] version, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MaxTries; i++)
        {
            var current = await blobs.FindAsync(Containers.Reference, KnownHashes.PointerName, cancellationToken);
            var write = current is null
                ? await blobs.CreateAsync(Containers.Reference, KnownHashes.PointerName, version, null, cancellationToken)
                : await blobs.ReplaceAsync(Containers.Reference, KnownHashes.PointerName, version, null, current.ETag, cancellationToken);
            if (write.Done)
            {
                return true;
            }
        }

        return false;
    }
}
