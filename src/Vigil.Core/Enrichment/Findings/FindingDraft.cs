using Vigil.Core.Normalization;

namespace Vigil.Core.Enrichment.Findings;

/// <summary>A record and the finding that it is a version of.</summary>
/// <param name="WasOpen">Some version of the finding in this alert is open.</param>
internal sealed record FindingDraft(string FindingId, NormalizedRecord.Found Record, bool WasOpen);
