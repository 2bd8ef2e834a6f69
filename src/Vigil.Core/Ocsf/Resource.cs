namespace Vigil.Core.Ocsf;

/// <summary>What a finding affects (OCSF resource_details). role_id: 1 Target, 2 Actor, 3 Affected, 4 Related.</summary>
public sealed class Resource
{
    public string? Uid { get; set; }

    public string? UidAlt { get; set; }

    public string? Name { get; set; }

    public string? Hostname { get; set; }

    public string? Ip { get; set; }

    public string? Type { get; set; }

    public string? Namespace { get; set; }

    public string? Criticality { get; set; }

    public string? Region { get; set; }

    public string? CloudPartition { get; set; }

    public string? Version { get; set; }

    public int? RoleId { get; set; }

    public string? Role { get; set; }

    public User? Owner { get; set; }

    public Group? Group { get; set; }

    public List<string>? Labels { get; set; }

    public List<KeyValueObject>? Tags { get; set; }

    public RawJson? Data { get; set; }
}
