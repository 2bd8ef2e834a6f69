namespace Vigil.Core.Tracing;

/// <summary>A record that could not become a finding.</summary>
public sealed record FailedRecordTrace(int Ordinal, string Reason, string Detail);
