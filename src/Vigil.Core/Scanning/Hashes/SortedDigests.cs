namespace Vigil.Core.Scanning.Hashes;

/// <summary>Digests of one length, one after the other in ascending order.</summary>
internal sealed class SortedDigests(byte[] bytes, int size)
{
    public static SortedDigests Empty { get; } = new([], 1);

    public int Count => bytes.Length / size;

    public static SortedDigests Of(List<byte[]> digests, int size)
    {
        digests.Sort(static (a, b) => a.AsSpan().SequenceCompareTo(b));
        var bytes = new byte[digests.Count * size];
        for (var i = 0; i < digests.Count; i++)
        {
            digests[i].CopyTo(bytes, i * size);
        }

        return new SortedDigests(bytes, size);
    }

    public bool Contains(ReadOnlySpan<byte> digest)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = bytes.AsSpan(middle * size, size).SequenceCompareTo(digest);
            if (order == 0)
            {
                return true;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return false;
    }
}
