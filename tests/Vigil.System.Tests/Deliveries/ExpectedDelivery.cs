using Vigil.Core.Normalization;
using Vigil.Core.Senders;

namespace Vigil.SystemTests.Deliveries;

/// <summary>What a sender delivers, and what must become of it: as many findings as its records have ids.</summary>
internal sealed record ExpectedDelivery(SenderProfile Profile, string Name, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    private static readonly DateTimeOffset s_received = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    private NormalizedAlert Alert => field ??= Profile.Mapping.Map(new AlertContext("", Profile.Name, "", s_received, Headers), Body);

    /// <summary>Records that tell of the same thing become one finding.</summary>
    public int Findings => Alert.Records.OfType<NormalizedRecord.Found>().DistinctBy(f => f.SourceId ?? $"#{f.Ordinal}").Count();

    /// <summary>What differs; empty when nothing does. A delivery without findings may be a handshake.</summary>
    public string Misses(SentDelivery sent)
    {
        if (sent.Trace is not { } trace)
        {
            var status = sent.Answer.Reason is null ? Profile.Answers.Handshake : Profile.Answers.Unusable;
            return Findings == 0 && sent.Answer.Status == status && sent.Answer.Reason is null or "needs-rich-notifications"
                ? ""
                : $"{Profile.Name}, {Name}: answered {sent.Answer.Status} {sent.Answer.Reason}";
        }

        var stored = trace.GetProperty("findings").EnumerateArray().Count(f => f.GetProperty("storedAt").ValueKind == System.Text.Json.JsonValueKind.String);
        return sent.Answer.Status == Profile.Answers.Accepted && trace.GetProperty("findingCount").GetInt32() == Findings && stored == Math.Min(Findings, 200)
            ? ""
            : $"{Profile.Name}, {Name}: answered {sent.Answer.Status}, {stored} findings are stored instead of {Findings}";
    }
}
