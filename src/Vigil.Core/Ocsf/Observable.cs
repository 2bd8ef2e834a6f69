namespace Vigil.Core.Ocsf;

/// <summary>A value worth searching for. type_id: 1 Hostname, 2 IP Address, 3 MAC Address, 4 User Name, 5 Email Address, 6 URL String, 7 File Name, 8 Hash, 9 Process Name, 10 Resource UID, 13 Command Line, and on.</summary>
public sealed class Observable
{
    public string? Name { get; set; }

    public required int TypeId { get; set; }

    public string? Type { get; set; }

    public string? Value { get; set; }
}
