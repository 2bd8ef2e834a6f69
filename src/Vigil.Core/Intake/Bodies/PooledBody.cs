using System.Buffers;

namespace Vigil.Core.Intake.Bodies;

/// <summary>A whole body in one pooled buffer, or why there is none.</summary>
internal sealed class PooledBody : IDisposable
{
    /// <summary>What an announced length is believed at most: a sender must send before it costs memory.</summary>
    private const int MaxInitialBytes = 128 * 1024;

    private const int UnannouncedBytes = 16 * 1024;

    private byte[] _buffer;
    private int _length;

    private PooledBody(int bytes) => _buffer = ArrayPool<byte>.Shared.Rent(bytes);

    public Reason Reason { get; private set; }

    public ReadOnlyMemory<byte> Content => _buffer.AsMemory(0, _length);

    /// <summary>Reads until the end, the announced length, or one byte more than <paramref name="maxBytes"/>.</summary>
    public static async ValueTask<PooledBody> ReadAsync(Stream stream, long? announced, int maxBytes, CancellationToken cancellationToken)
    {
        var body = new PooledBody((int)Math.Clamp(announced ?? UnannouncedBytes, 1, MaxInitialBytes));
        try
        {
            body.Reason = await body.FillAsync(stream, announced, maxBytes, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            body.Reason = Reason.BodyIncomplete;
        }

        return body;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _length) = ([], 0);
    }

    private async ValueTask<Reason> FillAsync(Stream stream, long? announced, int maxBytes, CancellationToken cancellationToken)
    {
        var limit = (int)Math.Min(announced ?? long.MaxValue, maxBytes + 1);
        while (_length < limit)
        {
            Reserve(limit);
            var read = await stream.ReadAsync(_buffer.AsMemory(_length, Math.Min(_buffer.Length, limit) - _length), cancellationToken);
            if (read == 0)
            {
                break;
            }

            _length += read;
        }

        return _length > maxBytes ? Reason.BodyTooLarge
            : announced is not null && _length != announced ? Reason.BodyIncomplete
            : _length == 0 ? Reason.BodyEmpty
            : Reason.None;
    }

    private void Reserve(int limit)
    {
        if (_length < _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_buffer.Length * 2L, limit));
        Content.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
