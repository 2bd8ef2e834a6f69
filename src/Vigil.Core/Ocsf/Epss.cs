namespace Vigil.Core.Ocsf;

/// <summary>An EPSS score: the probability, as text, of exploitation within 30 days.</summary>
public sealed class Epss
{
    public required string Score { get; set; }

    public double? Percentile { get; set; }

    public string? Version { get; set; }

    public long? CreatedTime { get; set; }
}
