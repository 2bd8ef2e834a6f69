using Vigil.Core.Intake;
using Vigil.Core.Normalization;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Enrichment.Findings;

/// <summary>The records of one alert, sorted by what is to be done with them.</summary>
/// <param name="Drafts">One per finding, in the order of the alert. Where several records are versions of one finding, only the newest is
/// there: then the records can be stored in any order, all at once, with one result.</param>
/// <param name="Superseded">How many records were older versions.</param>
internal sealed record AlertRecords(
    IReadOnlyList<FindingDraft> Drafts, int Superseded, IReadOnlyList<NormalizedRecord.Failed> Failed, int Ignored)
{
    public static AlertRecords Of(AlertMetadata alert, IReadOnlyList<NormalizedRecord> records)
    {
        var identity = new FindingIdentity(alert);
        var found = records.OfType<NormalizedRecord.Found>().ToList();
        var drafts = found
            .GroupBy(identity.Next)
            .Select(versions => new FindingDraft(
                versions.Key,
                versions.MaxBy(version => (FindingVersions.Order(version.SourceUpdatedAt, alert.ReceivedAt, IsClosed(version)), version.Ordinal))!,
                WasOpen: !versions.All(IsClosed)))
            .ToList();
        return new AlertRecords(
            drafts,
            found.Count - drafts.Count,
            [.. records.OfType<NormalizedRecord.Failed>()],
            records.OfType<NormalizedRecord.Ignored>().Count());
    }

    private static bool IsClosed(NormalizedRecord.Found record) => record.ActivityId == OcsfClass.ActivityClose;
}
