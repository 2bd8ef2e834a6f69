using Vigil.Core.Enrichment;
using Vigil.Core.Ocsf;
using Vigil.Core.Scoring;

namespace Vigil.Core.Tests.Incidents.World;

/// <summary>Stored findings as EnrichDetection leaves them.</summary>
internal static class Sample
{
    public static StoredFinding Finding(
        string name,
        DateTimeOffset receivedAt,
        double score = 50,
        string analytic = "terminal-shell",
        string? primary = "asset:web-1",
        int revision = 1,
        bool closed = false,
        bool mayOpen = true,
        bool wasOpen = true,
        string instance = "falco",
        string tenant = "acme",
        string title = "Shell in a container")
    {
        var activity = closed ? OcsfClass.ActivityClose : revision > 1 ? OcsfClass.ActivityUpdate : OcsfClass.ActivityCreate;
        var id = IdOf(name);
        var finding = new DetectionFinding
        {
            ActivityId = activity,
            CategoryUid = OcsfClass.FindingsCategory,
            ClassUid = OcsfClass.DetectionFinding,
            TypeUid = OcsfClass.TypeUid(OcsfClass.DetectionFinding, activity),
            Time = receivedAt.ToUnixTimeMilliseconds(),
            SeverityId = 4,
            Metadata = new Metadata { Version = OcsfClass.SchemaVersion, Product = new Product { Name = "Falco" } },
            FindingInfo = new FindingInfo
            {
                Uid = id,
                Title = title,
                Attacks = [new Attack { Technique = new Technique { Uid = "T1059", Name = "Command and Scripting Interpreter" } }],
            },
            Observables =
            [
                new Observable { TypeId = 2, Type = "IP Address", Value = "10.0.0.7" },
                new Observable { TypeId = 1, Type = "Hostname", Value = "Web-1.example" },
            ],
        };
        return new StoredFinding(
            id, revision, DeterministicId.Of("alert", name), instance, instance, tenant, receivedAt, null, "00", mayOpen, wasOpen, analytic, primary,
            primary is null ? null : "web-1", primary is null ? null : "web-1", primary is null ? null : "platform team",
            new ScoreReceipt(score, 4, 0.5, 1, 0.25, 16, []), finding);
    }

    public static string IdOf(string name) => DeterministicId.Of("finding", name);
}
