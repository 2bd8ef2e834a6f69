namespace Vigil.Core.Ocsf;

/// <summary>A container.</summary>
public sealed class Container
{
    public string? Uid { get; set; }

    public string? Name { get; set; }

    public string? Orchestrator { get; set; }

    public string? Runtime { get; set; }

    public string? Tag { get; set; }

    public Image? Image { get; set; }

    public List<string>? Labels { get; set; }
}
