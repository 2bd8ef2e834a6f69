namespace Vigil.Core.Scanning.Effects;

/// <summary>What a move of a file came to.</summary>
public enum MoveOutcome
{
    /// <summary>The bytes are where they belong, and not where they were.</summary>
    Done,

    /// <summary>The version that was scanned is not there any more, nor was it moved.</summary>
    Gone,

    /// <summary>The version that was scanned is not of the digest that was scanned: nothing was moved.</summary>
    OtherContent,
}
