namespace Vigil.Core.Ports;

/// <summary>Names of the blob containers. What each holds is fixed by the order of writes (README, "What is stored, and in which order").</summary>
public static class Containers
{
    public const string Alerts = "alerts";
    public const string Done = "done";
    public const string Findings = "findings";
    public const string Members = "members";
    public const string Open = "open";
    public const string Incidents = "incidents";
    public const string Refresh = "refresh";
    public const string Pending = "pending";
    public const string Audit = "audit";
    public const string Uploads = "uploads";

    /// <summary>The record of each upload, and verdicts by content.</summary>
    public const string Scans = "scans";

    public const string Clean = "clean";
    public const string Quarantine = "quarantine";
    public const string DeadLetters = "dead-letters";
    public const string Reference = "reference";
    public const string Holds = "holds";
    public const string Reports = "reports";

    /// <summary>Every container, for adapters that create them ahead.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Alerts, Done, Findings, Members, Open, Incidents, Refresh, Pending, Audit, Uploads, Scans, Clean, Quarantine, DeadLetters, Reference, Holds, Reports];
}
