namespace Vigil.Core.Normalization;

/// <summary>Keeps what senders wrote within the room there is for it. Lengths are in characters; no text ends in half a surrogate pair.</summary>
internal static class BoundedText
{
    /// <summary>The start of the text.</summary>
    public static string Cut(string text, int max) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];

    /// <summary>For a person to read: the start, and a sign that there was more.</summary>
    public static string Shorten(string text, int max) => text.Length <= max ? text : Cut(text, max - 1) + "…";

    /// <summary>The start and a hash of the whole: texts that differ still differ.</summary>
    public static string Key(string text, int max) =>
        text.Length <= max ? text : $"{Cut(text, max - DeterministicId.Length - 1)}~{DeterministicId.Of(text)}";
}
