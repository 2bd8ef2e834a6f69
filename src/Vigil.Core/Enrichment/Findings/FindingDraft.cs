using Vigil.Core.Normalization;

namespace Vigil.Core.Enrichment.Findings;

/// <summary>A record and the finding that it is a version of.</summary>
internal sealed record FindingDraft(string FindingId, NormalizedRecord.Found Record);
