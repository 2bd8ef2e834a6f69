using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization.Targets;

/// <summary>Files and their hashes.</summary>
internal static class FileRules
{
    /// <summary>A file needs a name: the end of its path, or the hash it is known by.</summary>
    public static bool Complete(Ocsf.File file)
    {
        if (file.Name.Length == 0)
        {
            file.Name = file.Path is { Length: > 0 } path ? LastPart(path) : file.Hashes is [var hash, ..] ? hash.Value : "";
        }

        return file.Name.Length > 0;
    }

    /// <summary>The algorithm shows in the length; a hash of zeros is how products say "none".</summary>
    public static bool CompleteHash(Fingerprint hash)
    {
        hash.Value = hash.Value.Trim().ToLowerInvariant();
        if (hash.AlgorithmId == 0)
        {
            (hash.AlgorithmId, hash.Algorithm) = hash.Value.Length switch
            {
                32 => (1, "MD5"),
                40 => (2, "SHA-1"),
                64 => (3, "SHA-256"),
                128 => (4, "SHA-512"),
                _ => (0, "Unknown"),
            };
        }

        return hash.Value.AsSpan().ContainsAnyExcept('0');
    }

    private static string LastPart(string path)
    {
        var trimmed = path.TrimEnd('/', '\\');
        var name = trimmed[(trimmed.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.Length > 0 ? name : path;
    }
}
