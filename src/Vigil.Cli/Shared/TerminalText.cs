using System.Globalization;
using System.Text;

namespace Vigil.Cli.Shared;

/// <summary>Makes what alerts contain safe to print: no control sequence reaches the terminal and no bidirectional trick its reader.</summary>
internal static class TerminalText
{
    /// <summary>The text with every control, format and surrogate character shown as U+FFFD; line breaks become spaces.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r' or '\t')
            {
                clean.Append(' ');
            }
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)
            {
                clean.Append('\uFFFD');
            }
            else
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }

    /// <summary>Clean, and free of Spectre's markup.</summary>
    public static string Markup(string? text) => Spectre.Console.Markup.Escape(Clean(text));
}
