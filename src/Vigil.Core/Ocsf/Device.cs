namespace Vigil.Core.Ocsf;

/// <summary>A machine. type_id: 0 Unknown, 1 Server, 2 Desktop, 3 Laptop, 6 Virtual, 99 Other.</summary>
public sealed class Device
{
    public required int TypeId { get; set; }

    public string? Type { get; set; }

    public string? Hostname { get; set; }

    public string? Ip { get; set; }

    public string? Name { get; set; }

    public string? Uid { get; set; }

    public string? UidAlt { get; set; }

    public string? InstanceUid { get; set; }

    public string? Mac { get; set; }

    public string? Domain { get; set; }

    public string? Region { get; set; }

    public string? Desc { get; set; }

    public Os? Os { get; set; }

    public User? Owner { get; set; }

    public Container? Container { get; set; }

    public List<Group>? Groups { get; set; }
}
