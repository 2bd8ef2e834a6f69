namespace Vigil.Web;

/// <summary>Paths of the HTTP face, the same in every head. Those of the Functions head are relative to its route prefix, <see cref="Prefix"/>.</summary>
public static class Routes
{
    public const string Prefix = "api";

    public const string Webhooks = "webhooks/{instance}";

    /// <summary>A path as a head without route prefix maps it.</summary>
    public static string Absolute(string route) => $"/{Prefix}/{route}";
}
