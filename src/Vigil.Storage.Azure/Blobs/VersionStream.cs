using Azure;
using Vigil.Storage.Azure.Accounts;

namespace Vigil.Storage.Azure.Blobs;

/// <summary>One version of a blob as it comes over the wire. When that version is gone before its end the read fails; it never goes on with another.</summary>
internal sealed class VersionStream(Stream content, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Advance(await content.ReadAsync(buffer, cancellationToken), buffer.Length);
        }
        catch (RequestFailedException failed) when (failed.Status is 404 or 412)
        {
            throw new IOException("The blob was replaced or deleted while it was read.", failed);
        }
        catch (Exception exception) when (Failures.IsOutage(exception, cancellationToken))
        {
            throw Failures.Unavailable(exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Advance(content.Read(buffer, offset, count), count);

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return content.DisposeAsync();
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    // A connection that ended early must not pass for the end of the blob.
    private int Advance(int count, int wanted)
    {
        _position += count;
        return count > 0 || wanted == 0 || _position == length
            ? count
            : throw new IOException($"The blob ended after {_position} of {length} bytes.");
    }
}
