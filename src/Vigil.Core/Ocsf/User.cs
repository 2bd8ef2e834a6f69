namespace Vigil.Core.Ocsf;

/// <summary>A person or account. type_id: 0 Unknown, 1 User, 2 Admin, 3 System, 4 Service, 99 Other.</summary>
public sealed class User
{
    public string? Name { get; set; }

    public string? Uid { get; set; }

    public string? UidAlt { get; set; }

    public string? FullName { get; set; }

    public string? DisplayName { get; set; }

    public string? Domain { get; set; }

    public string? EmailAddr { get; set; }

    public int? TypeId { get; set; }

    public string? Type { get; set; }

    public string? CredentialUid { get; set; }

    public Account? Account { get; set; }
}
