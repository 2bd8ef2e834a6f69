using System.Buffers;
using System.IO.Compression;

namespace Vigil.Core.Intake.Bodies;

/// <summary>A whole body in one buffer, or why there is none.</summary>
internal sealed class PooledBody : IDisposable
{
    /// <summary>What an announced length is believed at most: a sender must send before it costs memory. Up to here no budget is asked for.</summary>
    public const int FreeBytes = 128 * 1024;

    /// <summary>Larger buffers are not pooled: the pool would keep them when the flood is over.</summary>
    private const int MaxPooledBytes = 1024 * 1024;

    private const int UnannouncedBytes = 16 * 1024;

    private readonly BodyBudget _budget;
    private byte[] _buffer;
    private int _length;
    private int _taken;

    private PooledBody(int bytes, BodyBudget budget) => (_buffer, _budget) = (ArrayPool<byte>.Shared.Rent(bytes), budget);

    /// <summary><see cref="Reason.BackPressure"/> when too much of others is in memory.</summary>
    public Reason Reason { get; private set; }

    public ReadOnlyMemory<byte> Content => _buffer.AsMemory(0, _length);

    /// <summary>Reads until the end, the announced length, or one byte more than <paramref name="maxBytes"/>.</summary>
    public static async ValueTask<PooledBody> ReadAsync(
        Stream stream, long? announced, int maxBytes, BodyBudget budget, CancellationToken cancellationToken)
    {
        var body = new PooledBody((int)Math.Clamp(announced ?? UnannouncedBytes, 1, FreeBytes), budget);
        try
        {
            body.Reason = await body.FillAsync(stream, announced, maxBytes, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or OperationCanceledException)
        {
            body.Reason = Reason.BodyIncomplete;
        }

        return body;
    }

    /// <summary>What the body unpacks to: at most as much as a body may be, so that a bomb costs no more than a large delivery.</summary>
    public async ValueTask<PooledBody> UnpackAsync(int maxBytes, CancellationToken cancellationToken)
    {
        await using var unpacking = new GZipStream(new MemoryStream(_buffer, 0, _length, writable: false), CompressionMode.Decompress);
        return await ReadAsync(unpacking, null, maxBytes, _budget, cancellationToken);
    }

    public void Dispose()
    {
        Free(_buffer);
        _budget.GiveBack(_taken);
        (_buffer, _length, _taken) = ([], 0, 0);
    }

    private static void Free(byte[] buffer)
    {
        if (buffer.Length <= MaxPooledBytes)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask<Reason> FillAsync(Stream stream, long? announced, int maxBytes, CancellationToken cancellationToken)
    {
        var limit = (int)Math.Min(announced ?? long.MaxValue, maxBytes + 1);
        while (_length < limit)
        {
            if (_length == _buffer.Length && !TryGrow((int)Math.Min(_buffer.Length * 2L, limit)))
            {
                return Reason.BackPressure;
            }

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

    private bool TryGrow(int bytes)
    {
        var more = Math.Max(0, bytes - FreeBytes - _taken);
        if (!_budget.TryTake(more))
        {
            return false;
        }

        _taken += more;
        var larger = bytes <= MaxPooledBytes ? ArrayPool<byte>.Shared.Rent(bytes) : GC.AllocateUninitializedArray<byte>(bytes);
        Content.CopyTo(larger);
        Free(_buffer);
        _buffer = larger;
        return true;
    }
}
