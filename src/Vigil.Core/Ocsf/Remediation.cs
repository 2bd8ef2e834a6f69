namespace Vigil.Core.Ocsf;

/// <summary>What to do about it.</summary>
public sealed class Remediation
{
    public required string Desc { get; set; }

    public List<string>? References { get; set; }
}
