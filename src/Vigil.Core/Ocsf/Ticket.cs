namespace Vigil.Core.Ocsf;

/// <summary>A ticket elsewhere.</summary>
public sealed class Ticket
{
    public string? Uid { get; set; }

    public string? SrcUrl { get; set; }

    public string? Title { get; set; }

    public string? Status { get; set; }

    public int? StatusId { get; set; }

    public string? Type { get; set; }
}
