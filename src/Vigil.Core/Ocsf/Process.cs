namespace Vigil.Core.Ocsf;

/// <summary>A process.</summary>
public sealed class Process
{
    public int? Pid { get; set; }

    public string? Uid { get; set; }

    public string? Name { get; set; }

    public string? Path { get; set; }

    public string? CmdLine { get; set; }

    public File? File { get; set; }

    public User? User { get; set; }

    public Process? ParentProcess { get; set; }

    public Container? Container { get; set; }

    public long? CreatedTime { get; set; }

    public string? WorkingDirectory { get; set; }

    public string? Integrity { get; set; }

    public int? IntegrityId { get; set; }
}
