namespace Vigil.Core.Enrichment;

/// <summary>How much an asset matters. Weights in <c>Score</c> options.</summary>
public enum Criticality
{
    Unknown,
    Low,
    Medium,
    High,
    Critical,
}
