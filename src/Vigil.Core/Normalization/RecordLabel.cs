namespace Vigil.Core.Normalization;

/// <summary>Labels that ignored deliveries and records are counted under: they become metric labels, so what comes from outside is cut to harmless characters.</summary>
internal static class RecordLabel
{
    public const string Unknown = "unknown";

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Unknown;
        }

        var harmless = text.AsSpan(0, Math.Min(text.Length, FindingLimits.Label)).ToArray();
        for (var i = 0; i < harmless.Length; i++)
        {
            harmless[i] = char.IsAsciiLetterOrDigit(harmless[i]) || harmless[i] is '.' or '_' or '-' or ':' or '/' ? harmless[i] : '_';
        }

        return new string(harmless);
    }
}
