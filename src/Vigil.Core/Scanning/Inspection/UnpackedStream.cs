namespace Vigil.Core.Scanning.Inspection;

/// <summary>The bytes of an entry as they are unpacked, each counted against the limits.</summary>
/// <param name="packed">Bytes that the entry takes in its archive, for the ratio.</param>
internal sealed class UnpackedStream(Stream inner, Inspection inspection, long packed) : ForwardStream
{
    private long _length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        _length += count;
        inspection.CountUnpacked(count, _length, packed);
        return count;
    }
}
