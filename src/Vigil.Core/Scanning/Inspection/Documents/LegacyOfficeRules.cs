using System.Buffers.Binary;

namespace Vigil.Core.Scanning.Inspection.Documents;

/// <summary>What Office before 2007 says in the streams of its documents: encrypted, or with macro sheets of Excel 4.0 ([MS-XLS], [MS-DOC], [MS-PPT]).</summary>
internal static class LegacyOfficeRules
{
    /// <summary>Sheets are announced before anything that is large.</summary>
    private const int MaxStart = 4 << 20;

    private const ushort FilePass = 0x002F;
    private const ushort BoundSheet = 0x0085;
    private const ushort End = 0x000A;
    private const ushort Begin = 0x0809;
    private const byte MacroSheet = 1;
    private const ushort EncryptedWord = 0x0100;
    private const uint EncryptedPowerPoint = 0xF3D1C4DF;

    private static readonly HashSet<string> s_names = new(StringComparer.OrdinalIgnoreCase) { "Workbook", "Book", "WordDocument", "Current User" };

    public static async ValueTask RunAsync(Stream file, Inspection inspection, CancellationToken cancellationToken)
    {
        try
        {
            var compound = await CompoundFile.OpenAsync(file, cancellationToken);
            foreach (var (name, start) in await compound.ReadAsync(s_names, MaxStart, cancellationToken))
            {
                Judge(name.ToUpperInvariant(), start, inspection);
            }
        }
        catch (InvalidDataException)
        {
            // Programs open what is a little damaged; what they would see there was not looked at.
            inspection.Miss(NotScannedReason.Unsupported);
        }
    }

    private static void Judge(string name, ReadOnlySpan<byte> start, Inspection inspection)
    {
        var isEncrypted = name switch
        {
            "WORDDOCUMENT" => start.Length >= 12 && (BinaryPrimitives.ReadUInt16LittleEndian(start[10..]) & EncryptedWord) != 0,
            "CURRENT USER" => start.Length >= 16 && BinaryPrimitives.ReadUInt32LittleEndian(start[12..]) == EncryptedPowerPoint,
            _ => IsEncryptedWorkbook(start, inspection),
        };
        if (isEncrypted)
        {
            inspection.Miss(NotScannedReason.Encrypted);
        }
    }

    private static bool IsEncryptedWorkbook(ReadOnlySpan<byte> records, Inspection inspection)
    {
        var isFirst = true;
        while (records.Length >= 4)
        {
            var (id, length) = (BinaryPrimitives.ReadUInt16LittleEndian(records), BinaryPrimitives.ReadUInt16LittleEndian(records[2..]));
            if (id is FilePass or End || (isFirst && id != Begin))
            {
                return id == FilePass;
            }

            if (id == BoundSheet && records is [_, _, _, _, _, _, _, _, _, MacroSheet, ..])
            {
                inspection.Suspect("office-macros");
            }

            isFirst = false;
            records = records[Math.Min(records.Length, 4 + length)..];
        }

        return false;
    }
}
