using System.Buffers;

namespace Vigil.Core.Scanning.Inspection;

/// <summary>What the name of a file, or of an entry of an archive, gives away.</summary>
public static class NameRules
{
    private static readonly HashSet<string> s_programs = new(StringComparer.OrdinalIgnoreCase)
    {
        ".exe", ".scr", ".com", ".pif", ".cpl", ".dll", ".msi", ".msix", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".wsh",
        ".hta", ".lnk", ".jar", ".reg", ".sh", ".app", ".apk",
    };

    private static readonly HashSet<string> s_documents = new(StringComparer.OrdinalIgnoreCase)
    {
        ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".rtf", ".txt", ".csv", ".jpg", ".jpeg", ".png", ".gif", ".bmp",
        ".zip", ".rar", ".7z", ".mp3", ".mp4", ".htm", ".html", ".eml", ".msg",
    };

    // Marks that turn the direction of what follows, and those without a width: both make a name look like another.
    private static readonly SearchValues<char> s_deceiving =
        SearchValues.Create("\u00AD\u061C\u180E\u115F\u1160\u3164\uFFA0\u2028\u2029\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2066\u2067\u2068\u2069\uFEFF");

    /// <summary>True for extensions that an operating system runs.</summary>
    public static bool IsProgram(string name) => s_programs.Contains(Path.GetExtension(name));

    /// <summary>The traits of a name, of any file.</summary>
    public static IEnumerable<string> Of(string name)
    {
        var span = name.AsSpan();
        if (span.ContainsAny(s_deceiving))
        {
            yield return "name-with-direction-marks";
        }

        if (name.Any(char.IsControl))
        {
            yield return "name-with-control-characters";
        }

        var trimmed = name.TrimEnd(' ', '.');
        var extension = Path.GetExtension(trimmed);
        var before = Path.GetExtension(Path.GetFileNameWithoutExtension(trimmed).TrimEnd());
        if (s_programs.Contains(extension) && s_documents.Contains(before))
        {
            yield return "double-extension";
        }
    }

    /// <summary>The traits of an entry's name: where an unpacker would write.</summary>
    public static IEnumerable<string> OfEntry(string name)
    {
        var path = name.Replace('\\', '/');
        if (path.Split('/').Contains(".."))
        {
            yield return "path-traversal";
        }

        if (path.StartsWith('/') || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])))
        {
            yield return "absolute-path";
        }

        foreach (var trait in Of(path[(path.LastIndexOf('/') + 1)..]))
        {
            yield return trait;
        }
    }
}
