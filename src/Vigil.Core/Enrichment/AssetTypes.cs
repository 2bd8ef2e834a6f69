namespace Vigil.Core.Enrichment;

/// <summary>Kinds of name that an asset is known by.</summary>
public enum AssetKeyKind
{
    Hostname,
    Ip,
    ResourceId,
    Repository,
    Container,
    Pod,
}

/// <summary>One name of what a finding is about, as the sender gave it.</summary>
public readonly record struct AssetKey(AssetKeyKind Kind, string Value);

/// <summary>How much an asset matters. Weights in <c>Score</c> options.</summary>
public enum Criticality
{
    Unknown,
    Low,
    Medium,
    High,
    Critical,
}

/// <summary>From where an asset can be reached.</summary>
public enum Exposure
{
    Unknown,
    Internal,
    Partner,
    Internet,
}

/// <summary>An asset as the inventory knows it.</summary>
public sealed record Asset(
    string Id,
    string Name,
    string? Owner,
    string? Team,
    string? Environment,
    Criticality Criticality,
    Exposure Exposure,
    IReadOnlyList<string> Tags);

/// <summary>What a look-up found.</summary>
public enum AssetMatchKind
{
    /// <summary>The inventory has no such asset.</summary>
    None,

    /// <summary>Exactly one asset.</summary>
    Unique,

    /// <summary>Several assets share the name: told, never guessed.</summary>
    Ambiguous,
}

/// <summary>Result of a look-up.</summary>
/// <param name="Asset">Set when <see cref="AssetMatchKind.Unique"/>.</param>
/// <param name="MatchedBy">The rule that matched, as in <c>hostname</c>, <c>short-name</c>, <c>cidr 10.1.0.0/16</c>; null when none.</param>
/// <param name="Candidates">How many assets share the name.</param>
public readonly record struct AssetMatch(AssetMatchKind Kind, Asset? Asset, AssetKey Key, string? MatchedBy, int Candidates);
