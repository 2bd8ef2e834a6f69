namespace Vigil.Core.Ocsf;

/// <summary>What the finding rests on; at least one of its objects is set.</summary>
public sealed class Evidence
{
    public string? Name { get; set; }

    public string? Uid { get; set; }

    public Actor? Actor { get; set; }

    public NetworkConnectionInfo? ConnectionInfo { get; set; }

    public Container? Container { get; set; }

    public RawJson? Data { get; set; }

    public Device? Device { get; set; }

    public NetworkEndpoint? DstEndpoint { get; set; }

    public NetworkEndpoint? SrcEndpoint { get; set; }

    public Email? Email { get; set; }

    public File? File { get; set; }

    public Process? Process { get; set; }

    public List<Resource>? Resources { get; set; }

    public Url? Url { get; set; }

    public User? User { get; set; }

    public DnsQuery? Query { get; set; }

    public int? VerdictId { get; set; }

    public string? Verdict { get; set; }
}
