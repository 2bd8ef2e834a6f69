namespace Vigil.Functions.Tests.Source;

/// <summary>Every function of the application, in the one place where a test looks.</summary>
internal static class FunctionList
{
    /// <summary>Name, trigger, and what the trigger listens to.</summary>
    public static IReadOnlyList<(string Name, string Trigger, string On)> All { get; } =
    [
        ("ReceiveWebhook", "httpTrigger", "any webhooks/{instance}/{secret?}"),
        ("EnrichDetection", "queueTrigger", "detections"),
        ("RaiseIncident", "queueTrigger", "findings"),
        ("AcceptUpload", "httpTrigger", "post uploads"),
        ("GetUpload", "httpTrigger", "get uploads/{id}"),
        ("ReleaseUpload", "httpTrigger", "post uploads/{id}/release"),
        ("ScanUpload", "queueTrigger", "scans"),
        ("GetAlert", "httpTrigger", "get alerts/{id}"),
        ("ListIncidents", "httpTrigger", "get incidents"),
        ("GetIncident", "httpTrigger", "get incidents/{id}"),
        ("ListIncidentFindings", "httpTrigger", "get incidents/{id}/findings"),
        ("TakeNextIncident", "httpTrigger", "post incidents/next"),
        ("ActOnIncident", "httpTrigger", "post incidents/{id}/{verb}"),
        ("ListDeadLetters", "httpTrigger", "get dead-letters"),
        ("ReplayDeadLetter", "httpTrigger", "post dead-letters/{id}/replay"),
        ("ImportReferenceData", "httpTrigger", "post reference/{kind}"),
        ("DescribeApi", "httpTrigger", "get openapi.json"),
        ("CheckHealth", "httpTrigger", "get health/{probe}"),
        ("SweepPending", "timerTrigger", "0 * * * * *"),
        ("CollectPoison", "timerTrigger", "0 * * * * *"),
        ("ExpireRecords", "timerTrigger", "0 7 * * * *"),
        ("WriteDailyReport", "timerTrigger", "0 */15 * * * *"),
    ];
}
