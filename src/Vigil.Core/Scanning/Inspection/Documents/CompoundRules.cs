using System.Text;

namespace Vigil.Core.Scanning.Inspection.Documents;

/// <summary>What an OLE compound file holds, by the names in its directory.</summary>
internal static class CompoundRules
{
    private static readonly byte[][] s_names =
        [.. new[] { "_VBA_PROJECT", "ENCRYPTEDPACKAGE", "EQUATION NATIVE", "\u0001OLE10NATIVE" }.Select(Encoding.Unicode.GetBytes)];

    public static async ValueTask RunAsync(Stream file, Inspection inspection, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var found = await PatternSearch.RunAsync(file, s_names, ToUpper, inspection, cancellationToken);
        if (found[0])
        {
            inspection.Suspect("office-macros");
        }

        if (found[1])
        {
            inspection.Miss(NotScannedReason.Encrypted);
        }

        if (found[2])
        {
            inspection.Suspect("office-equation-object");
        }

        if (found[3])
        {
            inspection.Suspect("office-embedded-object");
        }

        await LegacyOfficeRules.RunAsync(file, inspection, cancellationToken);
    }

    /// <summary>Names of streams are the same in either case.</summary>
    private static int ToUpper(Memory<byte> window)
    {
        foreach (ref var character in window.Span)
        {
            character = character is >= (byte)'a' and <= (byte)'z' ? (byte)(character - 'a' + 'A') : character;
        }

        return window.Length;
    }
}
