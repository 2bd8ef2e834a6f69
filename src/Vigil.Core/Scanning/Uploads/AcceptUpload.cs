using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;

namespace Vigil.Core.Scanning.Uploads;

/// <summary>Gives out an id that no upload had and nobody can guess.</summary>
public delegate string UploadIdSource();

/// <summary>
/// Takes an upload: streams it into <c>uploads/</c> while hashing, then writes its record, then its message. A refusal, or a client that hangs up,
/// leaves nothing behind.
/// </summary>
public sealed partial class AcceptUpload(
    IBlobStore blobs,
    IClaimCheck claims,
    UploadIdSource ids,
    IOptions<ScanningOptions> options,
    TimeProvider time,
    ILogger<AcceptUpload> logger)
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 255;

    /// <summary>Within which the message of an upload comes, unless it was lost.</summary>
    private static readonly TimeSpan s_due = TimeSpan.FromMinutes(1);

    private const int MaxTypeLength = 127;
    private const int BufferBytes = 256 * 1024;

    public async ValueTask<UploadOutcome> HandleAsync(UploadRequest request, CancellationToken cancellationToken)
    {
        var reason = Check(request);
        if (reason != Reason.None)
        {
            return Refuse(request, reason);
        }

        var id = ids();
        var (length, refusal) = await StoreAsync(id, request, cancellationToken);
        if (refusal != Reason.None)
        {
            return Refuse(request, refusal);
        }

        Log.Accepted(logger, id, length, request.Uploader.Name);
        return new UploadOutcome.Accepted(id);
    }

    private Reason Check(UploadRequest request) =>
        string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > MaxNameLength ? Reason.UploadNameMalformed
        : request.Length > options.Value.MaxUploadBytes ? Reason.BodyTooLarge
        : Reason.None;

    private UploadOutcome.Rejected Refuse(UploadRequest request, Reason reason)
    {
        Log.Refused(logger, request.Uploader.Name, reason.Name());
        return new UploadOutcome.Rejected(reason);
    }

    private async ValueTask<(long Length, Reason Refusal)> StoreAsync(string id, UploadRequest request, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var writer = await blobs.OpenWriteAsync(Containers.Uploads, id, cancellationToken);
        var (length, refusal) = await CopyAsync(request.Content, writer, hash, cancellationToken);
        if (refusal != Reason.None)
        {
            return (length, refusal);
        }

        // A round trip leaves no half of a surrogate pair.
        var name = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(request.Name!));
        var type = request.DeclaredType is { Length: <= MaxTypeLength } declared ? declared : null;
        var now = time.GetUtcNow();
        var metadata = UploadMetadata.Of(request with { DeclaredType = type }, name, Convert.ToHexStringLower(hash.GetHashAndReset()), now);
        ReadOnlyMemory<byte> RecordOf(string eTag) =>
            (UploadMetadata.Read(new BlobInfo(id, eTag, length, now, metadata)) with { DueAt = now + s_due }).ToJson();
        var commit = await claims.CommitAndSendAsync(
            writer, metadata, (Containers.Scans, id, RecordOf), Queues.Scans, WorkMessage.Create(WorkMessage.Scan, id, 0, now).ToJson(), cancellationToken);
        return (length, commit.Done ? Reason.None : Reason.StorageConflict);
    }

    private async ValueTask<(long Length, Reason Refusal)> CopyAsync(
        Stream content, BlobWriter writer, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var length = 0L;
        try
        {
            while (await content.ReadAtLeastAsync(buffer, BufferBytes, throwOnEndOfStream: false, cancellationToken) is > 0 and var read)
            {
                length += read;
                if (length > options.Value.MaxUploadBytes)
                {
                    return (length, Reason.BodyTooLarge);
                }

                hash.AppendData(buffer, 0, read);
                await writer.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return (length, length == 0 ? Reason.BodyEmpty : Reason.None);
        }
        catch (IOException)
        {
            return (length, Reason.BodyIncomplete);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Upload {UploadId} of {Length} bytes accepted from {User}")]
        public static partial void Accepted(ILogger logger, string uploadId, long length, string user);

        [LoggerMessage(2, LogLevel.Information, "Upload of {User} refused: {Reason}")]
        public static partial void Refused(ILogger logger, string user, string reason);
    }
}
