namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>
/// A part of a seekable stream, whoever else moves in it between two reads. The last byte is given out alone, so that whether a decompressor came to
/// an end before the part did can be told although it reads ahead.
/// </summary>
internal sealed class SliceStream(Stream file, long start, long length) : ForwardStream
{
    private long _given;

    /// <summary>Every byte was asked for.</summary>
    public bool IsUsedUp => _given == length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = (int)Math.Min(buffer.Length, Math.Max(length - _given - 1, Math.Min(1, length - _given)));
        if (count <= 0)
        {
            return 0;
        }

        file.Position = start + _given;
        var read = await file.ReadAsync(buffer[..count], cancellationToken);
        _given += read;
        return read;
    }
}
