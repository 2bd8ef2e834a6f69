using Vigil.Core.Ports;

namespace Vigil.Core.Tests.Incidents.World;

/// <summary>Counts what goes to and from the store.</summary>
internal sealed class Traffic
{
    private int _headerWrites;
    private int _listings;
    private long _listedItems;
    private long _bytesWritten;

    public int HeaderWrites => _headerWrites;

    public int Listings => _listings;

    public long ListedItems => _listedItems;

    public long BytesWritten => _bytesWritten;

    public void Wrote(string container, string name, int length, IReadOnlyDictionary<string, string>? metadata)
    {
        if (container == Containers.Incidents && name.EndsWith("/header", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _headerWrites);
        }

        Interlocked.Add(ref _bytesWritten, length + (metadata?.Sum(m => m.Key.Length + m.Value.Length) ?? 0));
    }

    public void Listed(BlobPage page)
    {
        Interlocked.Increment(ref _listings);
        Interlocked.Add(ref _listedItems, page.Items.Count);
    }
}
