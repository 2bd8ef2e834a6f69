namespace Vigil.Core.DeadLetters;

/// <summary>Which letters to list; all given conditions must hold. Letters that were replayed and did not come back are never listed.</summary>
/// <param name="Reason">Name of a <see cref="Vigil.Core.Reason"/>.</param>
/// <param name="Stage">The queue, or <see cref="DeadLetter.RecordStage"/>.</param>
/// <param name="Since">Set aside, or set aside again, at or after.</param>
public sealed record DeadLetterQuery(string? Reason = null, string? Stage = null, DateTimeOffset? Since = null)
{
    public static DeadLetterQuery All { get; } = new();

    internal bool Matches(string reason, string stage, DateTimeOffset lastSeen) =>
        (Reason is null || Reason == reason) && (Stage is null || Stage == stage) && (Since is null || lastSeen >= Since);
}
