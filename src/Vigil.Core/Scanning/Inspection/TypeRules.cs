namespace Vigil.Core.Scanning.Inspection;

/// <summary>Whether a file is what its name and its uploader say.</summary>
public static class TypeRules
{
    private static readonly Dictionary<string, FileKind> s_byExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = FileKind.Pdf,
        [".zip"] = FileKind.Zip,
        [".docx"] = FileKind.Zip,
        [".xlsx"] = FileKind.Zip,
        [".pptx"] = FileKind.Zip,
        [".gz"] = FileKind.Gzip,
        [".tgz"] = FileKind.Gzip,
        [".png"] = FileKind.Image,
        [".jpg"] = FileKind.Image,
        [".jpeg"] = FileKind.Image,
        [".gif"] = FileKind.Image,
        [".tif"] = FileKind.Image,
        [".tiff"] = FileKind.Image,
    };

    private static readonly Dictionary<string, FileKind> s_byMediaType = new(StringComparer.OrdinalIgnoreCase)
    {
        ["application/pdf"] = FileKind.Pdf,
        ["application/zip"] = FileKind.Zip,
        ["application/gzip"] = FileKind.Gzip,
        ["image/png"] = FileKind.Image,
        ["image/jpeg"] = FileKind.Image,
        ["image/gif"] = FileKind.Image,
    };

    /// <summary>What a browser runs by its name, whatever it begins with.</summary>
    private static readonly HashSet<string> s_pages = new(StringComparer.OrdinalIgnoreCase) { ".html", ".htm", ".xhtml", ".svg", ".hta" };

    /// <summary>The traits of a file of this kind under this name and declared type.</summary>
    public static IEnumerable<string> Of(FileKind kind, string name, string? declaredType)
    {
        var extension = Path.GetExtension(name);
        if (kind is FileKind.Program or FileKind.Shortcut && extension.Length > 0 && s_byExtension.ContainsKey(extension))
        {
            yield return "program-under-another-extension";
        }
        else if (Contradicts(s_byExtension, extension, kind)
            || (s_pages.Contains(extension) && kind is FileKind.Image or FileKind.Zip or FileKind.Gzip or FileKind.Compound or FileKind.Program))
        {
            yield return "content-is-not-of-extension";
        }

        if (declaredType is not null && Contradicts(s_byMediaType, declaredType.Split(';')[0].Trim(), kind))
        {
            yield return "content-is-not-of-declared-type";
        }
    }

    private static bool Contradicts(Dictionary<string, FileKind> expected, string key, FileKind kind) =>
        expected.TryGetValue(key, out var wanted) && wanted != kind
        // Office encrypts its documents into compound files.
        && !(wanted == FileKind.Zip && kind == FileKind.Compound);
}
