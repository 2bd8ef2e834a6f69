using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Vigil.Storage.Azure.Accounts;

namespace Vigil.Storage.Azure.Blobs;

/// <summary>
/// One version of a blob: as it comes over the wire while it is read from start to end, in windows once somebody seeks. When that version is gone
/// the read fails; it never goes on with another.
/// </summary>
internal sealed class VersionStream(BlockBlobClient client, BlobDownloadStreamingResult opened) : Stream
{
    private const int WindowSize = 1024 * 1024;

    private readonly ETag _version = opened.Details.ETag;
    private Stream? _wire = opened.Content;
    private ReadOnlyMemory<byte> _window;
    private long _windowStart;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = opened.Details.ContentLength;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            if (_wire is not null)
            {
                return Advance(await _wire.ReadAsync(buffer, cancellationToken), buffer.Length);
            }

            if (NeedsWindow(buffer.Length))
            {
                KeepWindow(await client.DownloadContentAsync(WindowOptions(), cancellationToken));
            }

            return CopyWindow(buffer.Span);
        }
        catch (Exception exception) when (Translate(exception, cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            if (_wire is not null)
            {
                return Advance(_wire.Read(buffer, offset, count), count);
            }

            if (NeedsWindow(count))
            {
                KeepWindow(client.DownloadContent(WindowOptions(), CancellationToken.None));
            }

            return CopyWindow(buffer.AsSpan(offset, count));
        }
        catch (Exception exception) when (Translate(exception, CancellationToken.None) is { } translated)
        {
            throw translated;
        }
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? _position : Length);
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        if (target != _position)
        {
            _wire?.Dispose();
            _wire = null;
        }

        return _position = target;
    }

    public override void Flush() => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _wire?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Exception? Translate(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        RequestFailedException { Status: 404 or 412 } => new IOException("The blob was replaced or deleted while it was read.", exception),
        EndOfStreamException => null,
        _ => Failures.IsOutage(exception, cancellationToken) ? Failures.Unavailable(exception) : null,
    };

    private bool NeedsWindow(int wanted) =>
        wanted > 0 && _position < Length && (_position < _windowStart || _position >= _windowStart + _window.Length);

    private BlobDownloadOptions WindowOptions() => new()
    {
        Range = new HttpRange(_position, Math.Min(WindowSize, Length - _position)),
        Conditions = new BlobRequestConditions { IfMatch = _version },
    };

    private void KeepWindow(Response<BlobDownloadResult> read) => (_window, _windowStart) = (read.Value.Content.ToMemory(), _position);

    private int CopyWindow(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _position >= Length)
        {
            return 0;
        }

        var part = _window.Span[(int)(_position - _windowStart)..];
        var count = Math.Min(buffer.Length, part.Length);
        part[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    // A connection that ended early must not pass for the end of the blob.
    private int Advance(int count, int wanted)
    {
        _position += count;
        return count > 0 || wanted == 0 || _position == Length
            ? count
            : throw new EndOfStreamException($"The blob ended after {_position} of {Length} bytes.");
    }
}
