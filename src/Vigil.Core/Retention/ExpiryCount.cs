namespace Vigil.Core.Retention;

/// <summary>What a round did in one place.</summary>
/// <param name="Name">The container, or what of it.</param>
/// <param name="Expired">Deleted; in a dry run: would be.</param>
/// <param name="Complete">All of it was looked at; else the next round goes on.</param>
public sealed record ExpiryCount(string Name, int Seen, int Expired, bool Complete);
