namespace Vigil.Web.Security;

/// <summary>A header that callers of the loopback API set on writes; a web page of another origin cannot without asking first.</summary>
public static class ClientHeader
{
    public const string Name = "X-Vigil-Client";
}
