namespace Vigil.Core.Tests.Scanning.Hostile;

/// <summary>Counts reads, each of which may be a request to storage.</summary>
internal sealed class CountingStream(byte[] content) : MemoryStream(content, writable: false)
{
    public int Reads { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Reads++;
        return base.ReadAsync(buffer, cancellationToken);
    }
}
