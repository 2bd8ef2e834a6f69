namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>One entry as the central directory tells it.</summary>
/// <param name="UnicodeName">A second name, which some unpackers believe instead (Info-ZIP, extra field 0x7075).</param>
internal readonly record struct ZipEntryHeader(
    string Name, string? UnicodeName, ushort Flags, ushort Method, long Packed, long HeaderAt, bool IsLink)
{
    private const ushort Encrypted = 0x1;

    public bool IsEncrypted => (Flags & Encrypted) != 0;

    public bool IsDirectory => Name.EndsWith('/');

    /// <summary>The entry's own header says the same; sizes are unknown to writers that cannot go back.</summary>
    public bool Agrees(ushort method, uint packed) => Method == method && (packed is 0 or uint.MaxValue || packed == Packed);
}
