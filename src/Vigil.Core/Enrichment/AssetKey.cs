namespace Vigil.Core.Enrichment;

/// <summary>One name of what a finding is about, as the sender gave it.</summary>
public readonly record struct AssetKey(AssetKeyKind Kind, string Value);
