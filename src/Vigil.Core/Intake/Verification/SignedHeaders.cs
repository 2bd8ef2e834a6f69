namespace Vigil.Core.Intake.Verification;

/// <summary>What the request says about its signature. Every text was checked to be ASCII of limited length.</summary>
/// <param name="TimestampMilliseconds">The timestamp as Unix time.</param>
internal readonly record struct SignedHeaders(string? Id, string? Timestamp, long TimestampMilliseconds);
