namespace Vigil.Core.Ocsf;

/// <summary>A DNS question.</summary>
public sealed class DnsQuery
{
    public required string Hostname { get; set; }

    public string? Type { get; set; }
}
