using Vigil.Core.Enrichment;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Scoring;

/// <summary>All that a finding's score depends on.</summary>
/// <param name="SeverityId">OCSF severity_id.</param>
/// <param name="Confidence">0 to 1; null counts as 1.</param>
/// <param name="AssetsVersion">Version of the inventory that <paramref name="Asset"/> was looked up in.</param>
/// <param name="AssetsAge">How old that inventory is; null when there is none.</param>
public sealed record ScoreSubject(
    int SeverityId,
    double? Confidence,
    AssetMatch Asset,
    string AssetsVersion,
    TimeSpan? AssetsAge,
    IReadOnlyList<Attack> Attacks);
