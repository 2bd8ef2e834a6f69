namespace Vigil.Core.Enrichment;

/// <summary>Result of a look-up.</summary>
/// <param name="Asset">Set when <see cref="AssetMatchKind.Unique"/>.</param>
/// <param name="MatchedBy">The rule that matched, as in <c>hostname</c>, <c>short-name</c>, <c>cidr 10.1.0.0/16</c>; null when none.</param>
/// <param name="Candidates">How many assets share the name.</param>
public readonly record struct AssetMatch(AssetMatchKind Kind, Asset? Asset, AssetKey Key, string? MatchedBy, int Candidates);
