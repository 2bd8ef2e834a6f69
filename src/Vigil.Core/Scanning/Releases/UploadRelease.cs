namespace Vigil.Core.Scanning.Releases;

/// <summary>That a person let a file go against its verdict.</summary>
public sealed record UploadRelease(string By, string Reason, DateTimeOffset At);
