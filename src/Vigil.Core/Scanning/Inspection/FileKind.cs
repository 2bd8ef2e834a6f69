namespace Vigil.Core.Scanning.Inspection;

/// <summary>What a file is by its content.</summary>
public enum FileKind
{
    /// <summary>Nothing that its first bytes tell, as plain text.</summary>
    Other,
    Zip,
    Gzip,
    Tar,

    /// <summary>7z, RAR, bzip2, xz, Zstandard, cabinet, cpio, disk image, mail and the like: containers that are not taken apart here.</summary>
    OtherArchive,

    /// <summary>Windows, Linux or macOS program.</summary>
    Program,

    /// <summary>Starts with <c>#!</c>.</summary>
    Script,

    /// <summary>Windows shortcut.</summary>
    Shortcut,
    Pdf,

    /// <summary>OLE compound file: Office before 2007, installers, encrypted Office documents.</summary>
    Compound,
    Rtf,
    Html,
    Image,
}
