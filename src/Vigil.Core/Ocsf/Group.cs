namespace Vigil.Core.Ocsf;

/// <summary>A group of people or things.</summary>
public sealed class Group
{
    public string? Name { get; set; }

    public string? Uid { get; set; }

    public string? Type { get; set; }

    public string? Domain { get; set; }
}
