namespace Vigil.Core.Ocsf;

/// <summary>One end of a connection.</summary>
public sealed class NetworkEndpoint
{
    public string? Hostname { get; set; }

    public string? Ip { get; set; }

    public string? Name { get; set; }

    public string? Uid { get; set; }

    public int? Port { get; set; }

    public string? Mac { get; set; }

    public string? Domain { get; set; }

    public string? SvcName { get; set; }

    public string? InstanceUid { get; set; }
}
