namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>One entry as the central directory tells it.</summary>
internal readonly record struct ZipEntryHeader(string Name, ushort Flags, ushort Method, long Packed, long HeaderAt)
{
    private const ushort Encrypted = 0x1;

    public bool IsEncrypted => (Flags & Encrypted) != 0;

    public bool IsDirectory => Name.EndsWith('/');
}
