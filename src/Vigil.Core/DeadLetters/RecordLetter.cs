using System.Globalization;

namespace Vigil.Core.DeadLetters;

/// <summary>Ids of the letters about single records of an alert.</summary>
internal static class RecordLetter
{
    public static string IdOf(string alertId, int ordinal) =>
        DeterministicId.Of(DeadLetter.RecordStage, string.Create(CultureInfo.InvariantCulture, $"{alertId}:{ordinal}"));

    /// <summary>The one letter for all failed records that have none of their own.</summary>
    public static string IdOfTheRest(string alertId) => DeterministicId.Of(DeadLetter.RecordStage, $"{alertId}:more");
}
