namespace Vigil.Core.Ocsf;

/// <summary>A place in source code.</summary>
public sealed class AffectedCode
{
    public required File File { get; set; }

    public int? StartLine { get; set; }

    public int? EndLine { get; set; }

    public int? StartColumn { get; set; }

    public int? EndColumn { get; set; }
}
