namespace Vigil.Core.Scanning;

/// <summary>An engine as it is now.</summary>
/// <param name="Version">Of the engine; empty while it is away.</param>
/// <param name="Signatures">Version of what it knows; a verdict holds for this version only. Empty while it is away, constant for an engine without signatures.</param>
public sealed record EngineState(bool IsAvailable, string Version, string Signatures);
