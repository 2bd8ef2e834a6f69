using System.Globalization;

namespace Vigil.Core.Incidents.Headers;

/// <summary>OCSF 1.8.0 verdict_id: what a person found an incident to be.</summary>
public static class Verdict
{
    public const int FalsePositive = 1;
    public const int TruePositive = 2;
    public const int Benign = 5;
    public const int Duplicate = 10;

    /// <summary>Every verdict that a person can give.</summary>
    public static IReadOnlyList<int> All { get; } = [.. Enumerable.Range(FalsePositive, Duplicate)];

    /// <summary>A verdict that a person can give.</summary>
    public static bool IsKnown(int verdictId) => verdictId is >= FalsePositive and <= Duplicate;

    /// <summary>More of the same after the close needs no person.</summary>
    public static bool Absorbs(int? verdictId) => verdictId is FalsePositive or Benign or Duplicate;

    /// <summary>As it is typed: <c>false-positive</c>.</summary>
    public static string Name(int verdictId) => Caption(verdictId).ToLowerInvariant().Replace(' ', '-');

    /// <summary>The verdict of this name or number; null when it is none.</summary>
    public static int? Parse(string? text)
    {
        var number = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        return All.Where(id => id == number || string.Equals(Name(id), text, StringComparison.OrdinalIgnoreCase)).Cast<int?>().FirstOrDefault();
    }

    /// <summary>The schema's caption.</summary>
    public static string Caption(int verdictId) => verdictId switch
    {
        FalsePositive => "False Positive",
        TruePositive => "True Positive",
        3 => "Disregard",
        4 => "Suspicious",
        Benign => "Benign",
        6 => "Test",
        7 => "Insufficient Data",
        8 => "Security Risk",
        9 => "Managed Externally",
        Duplicate => "Duplicate",
        _ => "Unknown",
    };
}
