namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>One entry as the central directory tells it.</summary>
/// <param name="UnicodeName">A second name, which some unpackers believe instead (Info-ZIP, extra field 0x7075).</param>
internal readonly record struct ZipEntryHeader(
    string Name, string? UnicodeName, ushort Flags, ushort Method, long Packed, long HeaderAt, bool IsLink)
{
    private const ushort Encrypted = 0x1;

    /// <summary>The writer could not go back: sizes follow the content, and its own header has none.</summary>
    private const ushort SizesFollow = 0x8;

    public bool IsEncrypted => (Flags & Encrypted) != 0;

    /// <summary>Only who reads the directory knows where the entry ends: it is stored as it is, and its own header has no size.</summary>
    public bool HasNoEnd => Method == 0 && (Flags & SizesFollow) != 0;

    public bool IsDirectory => Name.EndsWith('/');

    /// <summary>The entry's own header says the same.</summary>
    public bool Agrees(ushort flags, ushort method, uint packed) =>
        Method == method && ((Flags ^ flags) & Encrypted) == 0
        && (packed == Packed || packed == uint.MaxValue || (packed == 0 && (flags & SizesFollow) != 0));
}
