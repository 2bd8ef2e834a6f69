namespace Vigil.Core.Enrichment;

/// <summary>From where an asset can be reached.</summary>
public enum Exposure
{
    Unknown,
    Internal,
    Partner,
    Internet,
}
