namespace Vigil.Core.Ports;

/// <summary>Names of the work queues. The queue of incidents is not among them: see <see cref="IIncidentQueue"/>.</summary>
public static class Queues
{
    /// <summary>Alerts that were stored and wait to become findings.</summary>
    public const string Detections = "detections";

    /// <summary>Findings that wait for their incident, and requests to refresh an incident's header.</summary>
    public const string Findings = "findings";

    /// <summary>Files that wait to be scanned: our own messages, and events of the storage account and of other scanners.</summary>
    public const string Scans = "scans";

    /// <summary>Every work queue, for adapters that create them ahead.</summary>
    public static IReadOnlyList<string> All { get; } = [Detections, Findings, Scans];

    /// <summary>Where the Functions host puts a message that crashed it again and again.</summary>
    public static string PoisonOf(string queue) => queue + "-poison";
}
