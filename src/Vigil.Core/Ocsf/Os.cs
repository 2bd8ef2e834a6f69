namespace Vigil.Core.Ocsf;

/// <summary>An operating system. type_id: 0 Unknown, 100 Windows, 200 Linux, 300 macOS.</summary>
public sealed class Os
{
    public required string Name { get; set; }

    public required int TypeId { get; set; }

    public string? Type { get; set; }

    public string? Version { get; set; }
}
