namespace Vigil.Core.Scanning.Inspection.Documents;

/// <summary>What an RTF document brings along or fetches: objects of other programs, and templates from elsewhere.</summary>
internal static class RtfRules
{
    private static readonly byte[][] s_words =
    [
        "\\objdata"u8.ToArray(), "\\objemb"u8.ToArray(), "\\objocx"u8.ToArray(), "\\objlink"u8.ToArray(), "\\objautlink"u8.ToArray(), "\\objhtml"u8.ToArray(),
        "\\objupdate"u8.ToArray(), "\\*\\template"u8.ToArray(),
    ];

    public static async ValueTask RunAsync(Stream file, Inspection inspection, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var found = await PatternSearch.RunAsync(file, s_words, null, inspection, cancellationToken);
        if (found.AsSpan(..^1).Contains(true))
        {
            inspection.Suspect("rtf-embedded-object");
        }

        if (found[^1])
        {
            inspection.Suspect("rtf-template");
        }
    }
}
