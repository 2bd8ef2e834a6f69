namespace Vigil.Core.Ocsf;

/// <summary>How endpoints talked. direction_id: 0 Unknown, 1 Inbound, 2 Outbound, 3 Lateral.</summary>
public sealed class NetworkConnectionInfo
{
    public required int DirectionId { get; set; }

    public string? Direction { get; set; }

    public string? ProtocolName { get; set; }

    public int? ProtocolNum { get; set; }

    public string? Uid { get; set; }
}
