namespace Vigil.Core.Ocsf;

/// <summary>The account a user belongs to.</summary>
public sealed class Account
{
    public string? Name { get; set; }

    public string? Uid { get; set; }

    public int? TypeId { get; set; }

    public string? Type { get; set; }
}
