using Vigil.Core.Enrichment;

namespace Vigil.Core.Correlation;

/// <summary>Names of groups and of the incidents that hold them.</summary>
public static class CorrelationKey
{
    /// <summary>hash(tenant ‖ rule's fields); a finding that names nothing to group by gets a key of its own.</summary>
    public static string Of(StoredFinding finding, CorrelationRule rule)
    {
        var parts = new List<string>(1 + rule.Fields.Count) { finding.Tenant };
        foreach (var field in rule.Fields)
        {
            parts.Add(field switch
            {
                CorrelationField.Sender => "sender:" + finding.Instance,
                CorrelationField.Analytic => "analytic:" + finding.AnalyticKey,
                _ => finding.PrimaryKey is { } primary ? "primary:" + primary : "finding:" + finding.FindingId,
            });
        }

        return DeterministicId.Of([.. parts]);
    }

    /// <summary>Id of the incident that this finding proposes when its group has none that is open.</summary>
    public static string IncidentOf(string key, string findingId) => DeterministicId.Of(key, findingId);
}
