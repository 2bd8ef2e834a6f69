using System.Globalization;
using Vigil.Core.Intake;
using Vigil.Core.Normalization;

namespace Vigil.Core.Enrichment.Findings;

/// <summary>Ids of findings: the same source record has the same id, however often and in whatever alert it comes.</summary>
internal sealed class FindingIdentity(AlertMetadata alert)
{
    private readonly Dictionary<string, int> _seen = [];

    /// <summary>The id of the alert's next record; records must come in the alert's order, which tells records of equal content apart.</summary>
    public string Next(NormalizedRecord.Found record)
    {
        if (record.SourceId is { } id)
        {
            return record.SourceStart is { } start
                ? DeterministicId.Of(alert.Tenant, alert.Instance, id, start)
                : DeterministicId.Of(alert.Tenant, alert.Instance, id);
        }

        var digest = Convert.ToHexStringLower(record.RecordDigest.Span);
        var ordinal = _seen.GetValueOrDefault(digest);
        _seen[digest] = ordinal + 1;
        return DeterministicId.Of(alert.Tenant, alert.Instance, record.RecordDigest.Span, ordinal.ToString(CultureInfo.InvariantCulture));
    }
}
