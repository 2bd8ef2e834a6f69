using Vigil.Core.Senders;

namespace Vigil.Core.Intake;

/// <summary>What became of a delivery.</summary>
/// <param name="Answers">The statuses that its sender understands; the general ones where no sender is known.</param>
public abstract record IntakeOutcome(AnswerCodes Answers)
{
    private static readonly AnswerCodes s_general = new();

    /// <summary>A new alert: stored durably, and queued.</summary>
    public sealed record Accepted(AnswerCodes Answers, string AlertId) : IntakeOutcome(Answers);

    /// <summary>The alert was there already, and is queued unless it is done.</summary>
    public sealed record Duplicate(AnswerCodes Answers, string AlertId) : IntakeOutcome(Answers);

    /// <summary>Verified, and part of setting the webhook up: nothing is stored.</summary>
    public sealed record Handshake(AnswerCodes Answers, HandshakeAnswer Answer) : IntakeOutcome(Answers);

    /// <summary>The same delivery will be refused again. Nothing was stored.</summary>
    public sealed record Rejected(AnswerCodes Answers, Reason Reason) : IntakeOutcome(Answers);

    /// <summary>Not now: the sender should come again after <paramref name="After"/>.</summary>
    public sealed record RetryLater(AnswerCodes Answers, TimeSpan After, Reason Reason) : IntakeOutcome(Answers);

    /// <summary>A refusal before any sender is known.</summary>
    internal static Rejected Unknown(Reason reason) => new(s_general, reason);
}
