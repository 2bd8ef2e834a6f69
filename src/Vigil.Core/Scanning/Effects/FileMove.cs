using System.Buffers;
using System.Security.Cryptography;
using Vigil.Core.Ports;

namespace Vigil.Core.Scanning.Effects;

/// <summary>
/// Moves one version of a file, of one digest, into another container. The copy becomes visible whole, and only when its bytes are the ones that were
/// scanned; the original goes after it. Can be repeated at any point.
/// </summary>
public sealed class FileMove(IBlobStore blobs)
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>The name that a file has in <c>clean/</c> and <c>quarantine/</c>.</summary>
    public static string NameOf(string uploadId, string sha256) => $"{uploadId}/{sha256}";

    /// <param name="isProven">Whoever scanned this version hashed it: it needs no copy where the store can give it another name.</param>
    public async ValueTask<MoveOutcome> MoveAsync(
        (string Container, string Name, string ETag) from,
        (string Container, string Name) to,
        string sha256,
        bool isProven,
        IReadOnlyDictionary<string, string> metadata,
        CancellationToken cancellationToken)
    {
        if (isProven && await blobs.TryMoveAsync(from, to, metadata, cancellationToken) is WriteOutcome.Done)
        {
            return MoveOutcome.Done;
        }

        if (await blobs.FindAsync(to.Container, to.Name, cancellationToken) is null)
        {
            await using var content = await blobs.OpenReadAsync(from.Container, from.Name, from.ETag, cancellationToken);
            var outcome = content is null ? MoveOutcome.Gone : await CopyAsync(content, to, sha256, metadata, cancellationToken);
            if (outcome != MoveOutcome.Done)
            {
                return outcome;
            }
        }

        // A newer version that took its place stays, and is an upload of its own.
        await blobs.DeleteAsync(from.Container, from.Name, from.ETag, cancellationToken);
        return MoveOutcome.Done;
    }

    private async ValueTask<MoveOutcome> CopyAsync(
        Stream content,
        (string Container, string Name) to,
        string sha256,
        IReadOnlyDictionary<string, string> metadata,
        CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var writer = await blobs.OpenWriteAsync(to.Container, to.Name, cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await content.ReadAtLeastAsync(buffer, BufferBytes, throwOnEndOfStream: false, cancellationToken) is > 0 and var read)
            {
                hash.AppendData(buffer, 0, read);
                await writer.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        catch (IOException)
        {
            return MoveOutcome.Gone;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != sha256)
        {
            return MoveOutcome.OtherContent;
        }

        await writer.CommitAsync(metadata, cancellationToken);
        return MoveOutcome.Done;
    }
}
