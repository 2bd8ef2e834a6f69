using System.Security.Claims;
using Vigil.Core.Incidents.Triage;

namespace Vigil.Web.Security;

/// <summary>Who acts, for the audit.</summary>
internal static class Actors
{
    /// <summary>Whoever the token names; unique by the directory's object id where there is one.</summary>
    public static TriageActor Of(ClaimsPrincipal user)
    {
        var name = Access.NameOf(user)!;
        return new TriageActor(user.FindFirstValue("oid") ?? user.FindFirstValue("sub") ?? name, name);
    }
}
