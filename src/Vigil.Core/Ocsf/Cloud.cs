namespace Vigil.Core.Ocsf;

/// <summary>The cloud that a finding is about.</summary>
public sealed class Cloud
{
    /// <summary>As in <c>AWS</c>, <c>Azure</c>.</summary>
    public required string Provider { get; set; }

    public Account? Account { get; set; }

    public string? CloudPartition { get; set; }

    public string? ProjectUid { get; set; }

    public string? Region { get; set; }

    public string? Zone { get; set; }
}
