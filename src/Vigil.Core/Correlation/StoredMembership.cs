namespace Vigil.Core.Correlation;

/// <summary>A membership as it is stored.</summary>
public sealed record StoredMembership(Membership Value, string ETag);
