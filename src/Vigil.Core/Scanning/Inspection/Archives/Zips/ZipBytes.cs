namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>Reads parts of a zip file, wherever its fields say that they are.</summary>
internal static class ZipBytes
{
    /// <exception cref="InvalidDataException">They are not in the file.</exception>
    public static async ValueTask<byte[]> ReadAsync(Stream file, long at, int length, CancellationToken cancellationToken)
    {
        Require(at >= 0 && at <= file.Length - length);
        var bytes = new byte[length];
        file.Position = at;
        await file.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <exception cref="InvalidDataException">It does not hold.</exception>
    public static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidDataException("The zip file is damaged.");
        }
    }
}
