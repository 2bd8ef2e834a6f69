namespace Vigil.Core.Scanning.Inspection.Archives;

/// <summary>One entry of a tar file.</summary>
/// <param name="Start">Where its content is.</param>
/// <param name="IsSparse">Its content is stored without the holes, which a map describes.</param>
/// <param name="HasTwoSizes">The extended header needlessly states another size than the header.</param>
internal readonly record struct TarEntry(
    string Name, string LinkName, char Type, long Start, long Size, bool IsSparse, bool HasTwoSizes)
{
    public bool IsHardLink => Type == '1';

    public bool IsLink => Type is '1' or '2';

    /// <summary>Links, devices, directories and pipes have none, whatever their size says.</summary>
    public bool HasContent => Type is not (>= '1' and <= '6');

    /// <summary>One unpacker reads content where another reads the next header.</summary>
    public bool IsAmbiguous => HasTwoSizes || (!HasContent && Size != 0);
}
