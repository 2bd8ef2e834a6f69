namespace Vigil.Core.Enrichment.Assets;

/// <summary>What a look for newer reference data came to.</summary>
public enum ReferenceRefresh
{
    /// <summary>What is loaded is current.</summary>
    Unchanged,

    /// <summary>Newer data was loaded.</summary>
    Loaded,

    /// <summary>There is newer data, but it is damaged or missing; what was loaded before stays.</summary>
    Refused,
}
