namespace Vigil.Core.Incidents.Headers;

/// <summary>A comment, shortened.</summary>
public sealed record TriageComment(DateTimeOffset At, string Author, string Text);
