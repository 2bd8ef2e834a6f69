namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>One header block of a tar file (POSIX.1-1988 ustar, its forerunner, and GNU's).</summary>
internal readonly record struct TarHeader(string Name, string LinkName, char Type, long Size)
{
    public const int Length = 512;

    /// <summary>Largest size that eleven octal digits hold.</summary>
    public const long MaxOctal = (1L << 33) - 1;

    private const int ChecksumAt = 148;
    private const int ChecksumLength = 8;

    /// <summary>Whether these bytes start with a header: the checksum tells, also where there is no magic.</summary>
    public static bool IsAt(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Length && bytes[0] != 0 && TryNumber(bytes.Slice(ChecksumAt, ChecksumLength), out var stated) && Checksum(bytes[..Length]) == stated;

    /// <exception cref="InvalidDataException">It is none.</exception>
    public static TarHeader Read(ReadOnlySpan<byte> block)
    {
        if (!IsAt(block) || !TryNumber(block.Slice(124, 12), out var size))
        {
            throw new InvalidDataException("The tar file is damaged.");
        }

        var name = EntryName.Of(Text(block[..100]));
        var prefix = block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? EntryName.Of(Text(block.Slice(345, 155))) : string.Empty;
        return new TarHeader(
            prefix.Length > 0 ? $"{prefix}/{name}" : name, EntryName.Of(Text(block.Slice(157, 100))), (char)block[156], size);
    }

    /// <summary>Up to the first zero.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    private static long Checksum(ReadOnlySpan<byte> block)
    {
        long sum = ChecksumLength * ' ';
        for (var i = 0; i < block.Length; i++)
        {
            sum += i is >= ChecksumAt and < ChecksumAt + ChecksumLength ? 0 : block[i];
        }

        return sum;
    }

    /// <summary>Octal digits, or GNU's binary number, which the highest bit announces; never negative.</summary>
    private static bool TryNumber(ReadOnlySpan<byte> field, out long number)
    {
        number = 0;
        if (field[0] == 0x80)
        {
            foreach (var b in field[1..])
            {
                if (number > long.MaxValue >> 8)
                {
                    return false;
                }

                number = (number << 8) | b;
            }

            return true;
        }

        foreach (var b in Text(field).Trim((byte)' '))
        {
            if (b is < (byte)'0' or > (byte)'7')
            {
                return false;
            }

            number = (number << 3) | (uint)(b - '0');
        }

        return true;
    }
}
