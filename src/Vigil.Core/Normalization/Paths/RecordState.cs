namespace Vigil.Core.Normalization.Paths;

/// <summary>What is noted while one record is mapped.</summary>
internal sealed class RecordState(EmptyTexts empties)
{
    /// <summary>Texts that this sender writes for "nothing".</summary>
    public EmptyTexts Empties => empties;

    /// <summary>Something was longer than it may be and was cut.</summary>
    public bool Truncated { get; set; }
}
