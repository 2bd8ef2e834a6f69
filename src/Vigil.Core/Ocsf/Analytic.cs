namespace Vigil.Core.Ocsf;

/// <summary>The rule or model that raised a finding. type_id: 1 Rule, 2 Behavioral, 3 Statistical, 4 Learning, 5 Fingerprinting, 6 Tagging, 7 Keyword, 8 Regex, 9 Exact, 10 Partial, 11 Indexed.</summary>
public sealed class Analytic
{
    public required int TypeId { get; set; }

    public string? Type { get; set; }

    public string? Name { get; set; }

    public string? Uid { get; set; }

    public string? Version { get; set; }

    public string? Category { get; set; }

    public string? Desc { get; set; }
}
