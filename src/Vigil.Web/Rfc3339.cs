using System.Globalization;

namespace Vigil.Web;

/// <summary>Times as query strings carry them.</summary>
public static class Rfc3339
{
    private static readonly string[] s_forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    /// <summary>A time without an offset, and a day alone, are UTC.</summary>
    public static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, s_forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
