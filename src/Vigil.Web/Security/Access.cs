using System.Security.Claims;

namespace Vigil.Web.Security;

/// <summary>What an endpoint demands of its caller: any one of the roles.</summary>
public sealed class Access
{
    private Access(params string[] roles) => AnyOf = roles;

    /// <summary>See incidents, alerts and findings.</summary>
    public static Access Read { get; } = new(Roles.TriageRead, Roles.TriageWrite);

    /// <summary>Act on incidents.</summary>
    public static Access Triage { get; } = new(Roles.TriageWrite);

    /// <summary>Upload files.</summary>
    public static Access Upload { get; } = new(Roles.UploadsWrite);

    /// <summary>See an upload: one's own, or, for those who <see cref="Read"/>, any.</summary>
    public static Access UploadRead { get; } = new(Roles.UploadsWrite, Roles.TriageRead, Roles.TriageWrite);

    /// <summary>Replay, import, release.</summary>
    public static Access Operate { get; } = new(Roles.OperationsWrite);

    public IReadOnlyList<string> AnyOf { get; }

    /// <summary>Whether the caller has any of the roles.</summary>
    public bool IsMetBy(ClaimsPrincipal user) => AnyOf.Any(user.IsInRole);

    /// <summary>The name a person's actions are recorded under: the account's name, else its object id.</summary>
    public static string? NameOf(ClaimsPrincipal user) =>
        user.FindFirstValue(LoginSettings.NameClaimType) ?? user.Identity?.Name ?? user.FindFirstValue("oid") ?? user.FindFirstValue("sub");
}
