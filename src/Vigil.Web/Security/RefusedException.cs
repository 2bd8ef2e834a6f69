using Vigil.Core;

namespace Vigil.Web.Security;

/// <summary>Carries the reason of a failed authentication through ASP.NET's <c>AuthenticateResult</c>; never thrown.</summary>
public sealed class RefusedException(Reason reason) : Exception(reason.Name())
{
    public Reason Reason { get; } = reason;
}
