using System.Buffers;

namespace Vigil.Core.Intake.Verification;

/// <summary>How signatures stand in their header.</summary>
/// <param name="Prefix">What precedes each; others in the list, as of newer versions, are skipped.</param>
/// <param name="IsHex">Hexadecimal in either case, else base64.</param>
/// <param name="Separator">Between several signatures; null when there is one only.</param>
/// <param name="Bytes">Length of a decoded signature.</param>
internal sealed record SignatureFormat(string Prefix, bool IsHex, char? Separator, int Bytes)
{
    /// <summary>More signatures in one header than any rotation needs.</summary>
    public const int MaxSignatures = 16;

    /// <summary>SHA-512.</summary>
    public const int MaxBytes = 64;

    /// <summary>Decodes what is well-formed, behind the first <paramref name="before"/>; answers how many, below 0 when there are too many.</summary>
    public int Decode(ReadOnlySpan<char> header, Span<byte> destination, int before)
    {
        if (Separator is not { } separator)
        {
            return before < MaxSignatures && DecodeOne(header, destination.Slice(before * Bytes, Bytes)) ? 1 : 0;
        }

        var count = before;
        foreach (var range in header.Split(separator))
        {
            if (count == MaxSignatures)
            {
                return -1;
            }

            count += DecodeOne(header[range].Trim(' '), destination.Slice(count * Bytes, Bytes)) ? 1 : 0;
        }

        return count - before;
    }

    /// <summary>One signature as the header carries it.</summary>
    public string Encode(ReadOnlySpan<byte> signature) =>
        Prefix + (IsHex ? Convert.ToHexStringLower(signature) : Convert.ToBase64String(signature));

    private bool DecodeOne(ReadOnlySpan<char> text, Span<byte> destination)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        text = text[Prefix.Length..];
        var length = IsHex ? Bytes * 2 : (Bytes + 2) / 3 * 4;
        return text.Length == length && (IsHex
            ? Convert.FromHexString(text, destination, out _, out _) == OperationStatus.Done
            : Convert.TryFromBase64Chars(text, destination, out var written) && written == Bytes);
    }
}
