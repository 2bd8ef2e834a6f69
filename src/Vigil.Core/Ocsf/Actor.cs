namespace Vigil.Core.Ocsf;

/// <summary>Who did it.</summary>
public sealed class Actor
{
    public Process? Process { get; set; }

    public User? User { get; set; }

    public string? AppName { get; set; }

    public string? AppUid { get; set; }

    public string? InvokedBy { get; set; }
}
