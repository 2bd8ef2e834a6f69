namespace Vigil.Web.Security;

/// <summary>Application roles, as they stand in the claim <c>roles</c>.</summary>
public static class Roles
{
    public const string TriageRead = "Triage.Read";
    public const string TriageWrite = "Triage.Write";
    public const string UploadsWrite = "Uploads.Write";
    public const string OperationsWrite = "Operations.Write";

    /// <summary>The claim that carries them; set as role claim type by every head.</summary>
    public const string ClaimType = "roles";

    /// <summary>All of them: what the user of a machine has on it.</summary>
    public static IReadOnlyList<string> All { get; } = [TriageRead, TriageWrite, UploadsWrite, OperationsWrite];
}
