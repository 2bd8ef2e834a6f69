using System.Globalization;
using Vigil.Core.Ports;

namespace Vigil.Core.DeadLetters;

/// <summary>What of a letter is read when many are gone through: the metadata of its blob.</summary>
internal sealed record DeadLetterSummary(string Reason, string Stage, DateTimeOffset LastSeen, bool Waits)
{
    private const string ReasonKey = "reason";
    private const string StageKey = "stage";
    private const string LastSeenKey = "last_seen";
    private const string WaitsKey = "waits";

    public static Dictionary<string, string> MetadataOf(DeadLetter letter) => new(4)
    {
        [ReasonKey] = letter.Reason,
        [StageKey] = letter.Stage,
        [LastSeenKey] = letter.LastSeen.ToString("O", CultureInfo.InvariantCulture),
        [WaitsKey] = letter.Waits ? "true" : "false",
    };

    public static DeadLetterSummary FromMetadata(BlobInfo info) => new(
        info.Metadata[ReasonKey],
        info.Metadata[StageKey],
        DateTimeOffset.ParseExact(info.Metadata[LastSeenKey], "O", CultureInfo.InvariantCulture),
        info.Metadata[WaitsKey] == "true");
}
