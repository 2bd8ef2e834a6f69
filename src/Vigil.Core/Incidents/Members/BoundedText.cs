namespace Vigil.Core.Incidents.Members;

/// <summary>Keeps what senders wrote within the room that metadata has.</summary>
internal static class BoundedText
{
    private const int DigestLength = 10;

    /// <summary>At most so many characters, for a person to read; never half a surrogate pair.</summary>
    public static string Shorten(string text, int max)
    {
        if (text.Length <= max)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[max - 2]) ? max - 2 : max - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    /// <summary>At most so many characters; texts that differ still differ.</summary>
    public static string Key(string text, int max)
    {
        if (text.Length <= max)
        {
            return text;
        }

        return Shorten(text, max - DigestLength) + DeterministicId.Of(text)[..DigestLength];
    }
}
