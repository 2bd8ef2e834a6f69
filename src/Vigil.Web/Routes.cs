namespace Vigil.Web;

/// <summary>Paths of the HTTP face, the same in every head. Those of the Functions head are relative to its route prefix, <see cref="Prefix"/>.</summary>
public static class Routes
{
    public const string Prefix = "api";

    public const string Webhooks = "webhooks/{instance}/{secret?}";
    public const string Alert = "alerts/{id}";
    public const string Incidents = "incidents";
    public const string NextIncident = "incidents/next";
    public const string Incident = "incidents/{id}";
    public const string IncidentFindings = "incidents/{id}/findings";
    public const string IncidentAction = "incidents/{id}/{verb}";
    public const string DeadLetters = "dead-letters";
    public const string DeadLetterReplay = "dead-letters/{id}/replay";
    public const string Uploads = "uploads";
    public const string Upload = "uploads/{id}";
    public const string UploadRelease = "uploads/{id}/release";
    public const string ReferenceData = "reference/{kind}";
    public const string OpenApi = "openapi.json";
    public const string Health = "health/{probe}";

    /// <summary>A path as a head without route prefix maps it.</summary>
    public static string Absolute(string route) => $"/{Prefix}/{route}";
}
