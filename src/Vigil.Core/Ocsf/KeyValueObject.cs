namespace Vigil.Core.Ocsf;

/// <summary>A tag.</summary>
public sealed class KeyValueObject
{
    public required string Name { get; set; }

    public string? Value { get; set; }

    public List<string>? Values { get; set; }
}
