using System.Buffers;

namespace Vigil.Core.Ports;

/// <summary>
/// What the ports allow, checked by every adapter in the same way before anything is sent or stored. A breach is a caller's bug
/// (<see cref="ArgumentException"/>): what comes from outside is checked long before it gets here.
/// </summary>
public static class StorageRules
{
    /// <summary>Longest name of a blob, in characters.</summary>
    public const int MaxNameLength = 512;

    /// <summary>Longest name of a container or queue, in characters.</summary>
    public const int MaxContainerLength = 63;

    /// <summary>Most metadata of one blob: keys and values together, in bytes.</summary>
    public const int MaxMetadataBytes = 8 * 1024;

    /// <summary>Largest work message, in bytes.</summary>
    public const int MaxMessageBytes = 48 * 1024;

    /// <summary>Most messages of one receive.</summary>
    public const int MaxReceive = 32;

    /// <summary>Most items of one page of a listing.</summary>
    public const int MaxPage = 5_000;

    /// <summary>Longest delay or visibility of a message.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromDays(7);

    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";

    private static readonly SearchValues<char> s_name = SearchValues.Create(Lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + Digits + "._:/-");
    private static readonly SearchValues<char> s_container = SearchValues.Create(Lower + Digits + "-");
    private static readonly SearchValues<char> s_key = SearchValues.Create(Lower + Digits + "_");

    /// <summary>Longest name of a blob that others dropped, in characters; the service's own limit.</summary>
    public const int MaxForeignNameLength = 1_024;

    /// <summary>Checks the names of a container and of a blob in it. Into <see cref="Containers.Uploads"/> others drop files, under any name.</summary>
    public static void CheckBlob(string container, string name)
    {
        CheckContainer(container);
        if (container == Containers.Uploads)
        {
            Require(IsForeignName(name), nameof(name), "not a name that a blob can have");
            return;
        }

        Require(name.Length is > 0 and <= MaxNameLength && !name.AsSpan().ContainsAnyExcept(s_name), nameof(name), "not a blob name");
    }

    /// <summary>Checks a container and the prefix and limit of a listing in it.</summary>
    public static void CheckListing(string container, string prefix, int limit)
    {
        CheckContainer(container);
        Require(prefix.Length <= MaxNameLength && !prefix.AsSpan().ContainsAnyExcept(s_name), nameof(prefix), "not the start of a blob name");
        Require(limit is >= 1 and <= MaxPage, nameof(limit), $"not from 1 to {MaxPage}");
    }

    /// <summary>Checks the name of a container or queue.</summary>
    public static void CheckContainer(string container) => Require(
        container.Length is > 0 and <= MaxContainerLength && !container.AsSpan().ContainsAnyExcept(s_container),
        nameof(container),
        "not a name of a container or queue");

    /// <summary>Checks keys, values and size of a blob's metadata; null is none.</summary>
    public static void CheckMetadata(IReadOnlyDictionary<string, string>? metadata)
    {
        var size = 0;
        foreach (var (key, value) in metadata ?? new Dictionary<string, string>(0))
        {
            Require(key.Length > 0 && char.IsAsciiLetterLower(key[0]) && !key.AsSpan().ContainsAnyExcept(s_key), nameof(metadata), "has a bad key");
            Require(!value.AsSpan().ContainsAnyExceptInRange(' ', '~'), nameof(metadata), "has a value that is not printable ASCII");
            size += key.Length + value.Length;
        }

        Require(size <= MaxMetadataBytes, nameof(metadata), $"is larger than {MaxMetadataBytes} bytes");
    }

    /// <summary>Checks the size of a work message and its delay.</summary>
    public static void CheckMessage(string queue, ReadOnlyMemory<byte> body, TimeSpan delay)
    {
        CheckContainer(queue);
        Require(body.Length <= MaxMessageBytes, nameof(body), $"is larger than {MaxMessageBytes} bytes");
        CheckDelay(delay);
    }

    /// <summary>Checks what a receive asks for.</summary>
    public static void CheckReceive(int max, TimeSpan visibility)
    {
        Require(max is >= 1 and <= MaxReceive, nameof(max), $"not from 1 to {MaxReceive}");
        CheckDelay(visibility);
    }

    /// <summary>Checks a delay or a visibility.</summary>
    public static void CheckDelay(TimeSpan delay) =>
        Require(delay >= TimeSpan.Zero && delay <= MaxDelay, nameof(delay), $"not from zero to {MaxDelay.TotalDays} days");

    /// <summary>Whether a blob of somebody else can have this name. The service's clients take a backslash for a slash: such a file cannot be had.</summary>
    public static bool IsForeignName(string name) =>
        name.Length is > 0 and <= MaxForeignNameLength && !name.Any(c => char.IsControl(c) || c == '\\') && !HasLoneSurrogate(name);

    private static bool HasLoneSurrogate(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsSurrogate(name[i]) && !(i + 1 < name.Length && char.IsSurrogatePair(name[i], name[++i])))
            {
                return true;
            }
        }

        return false;
    }

    private static void Require(bool holds, string argument, string fault)
    {
        if (!holds)
        {
            throw new ArgumentException(fault, argument);
        }
    }
}
