namespace Vigil.Core.Normalization.Paths;

/// <summary>What is noted while one record is mapped.</summary>
internal sealed class RecordState(EmptyTexts empties, DateTimeOffset received)
{
    /// <summary>When the alert came.</summary>
    public DateTimeOffset Received => received;

    /// <summary>Texts that this sender writes for "nothing".</summary>
    public EmptyTexts Empties => empties;

    /// <summary>Something was longer than it may be and was cut.</summary>
    public bool Truncated { get; set; }
}
