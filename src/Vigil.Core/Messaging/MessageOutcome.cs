namespace Vigil.Core.Messaging;

/// <summary>What a handler made of a message.</summary>
public abstract record MessageOutcome
{
    private MessageOutcome()
    {
    }

    /// <summary>All effects are stored; the message can go.</summary>
    public static MessageOutcome Completed { get; } = new Complete();

    public sealed record Complete : MessageOutcome;

    /// <summary>Something the message needs is not there yet. Costs the message no attempt.</summary>
    public sealed record RetryLater(TimeSpan After, Reason Reason) : MessageOutcome;

    /// <summary>No further try can help: to the dead letters.</summary>
    /// <param name="Detail">For a person; holds no payload and no secret.</param>
    public sealed record Rejected(Reason Reason, string Detail) : MessageOutcome;

    /// <summary>The handler threw: an attempt. Made by the runner alone.</summary>
    /// <param name="Error">The exception's type.</param>
    internal sealed record Failed(string Error) : MessageOutcome;
}
