using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vigil.Core.Enrichment;
using Vigil.Core.Normalization;
using Vigil.Core.Normalization.Plans;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Tests.Enrichment;

/// <summary>A mapping for an array of small records, so that these tests depend on no sender.</summary>
internal sealed class TestMapping : AlertMapping
{
    public override NormalizedAlert Map(AlertContext context, ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.ValueKind == JsonValueKind.Array
            ? new NormalizedAlert(null, [.. json.RootElement.EnumerateArray().Select(Map)])
            : new NormalizedAlert("ping", []);
    }

    private static NormalizedRecord Map(JsonElement record, int ordinal)
    {
        if (record.TryGetProperty("fail", out _))
        {
            return new NormalizedRecord.Failed(ordinal, Reason.RecordUnmapped, "title is missing");
        }

        if (record.TryGetProperty("ignore", out _))
        {
            return new NormalizedRecord.Ignored(ordinal, "heartbeat");
        }

        var finding = Finding(record);
        FindingFrame.SetActivity(finding, record.TryGetProperty("activity", out var activity) ? activity.GetInt32() : OcsfClass.ActivityCreate);
        return new NormalizedRecord.Found(
            ordinal,
            Text(record, "id"),
            Text(record, "start"),
            record.TryGetProperty("updated", out var updated) ? updated.GetDateTimeOffset() : null,
            finding.ActivityId,
            SHA256.HashData(Encoding.UTF8.GetBytes(record.GetRawText())),
            Text(record, "host") is { } host ? [new AssetKey(AssetKeyKind.Hostname, host)] : [],
            null,
            finding);
    }

    private static DetectionFinding Finding(JsonElement record) => new()
    {
        ActivityId = OcsfClass.ActivityCreate,
        CategoryUid = OcsfClass.FindingsCategory,
        ClassUid = OcsfClass.DetectionFinding,
        TypeUid = OcsfClass.TypeUid(OcsfClass.DetectionFinding, OcsfClass.ActivityCreate),
        Time = 1_773_651_600_000,
        SeverityId = record.TryGetProperty("severity", out var severity) ? severity.GetInt32() : 4,
        Metadata = new Metadata { Version = OcsfClass.SchemaVersion, Product = new Product { Name = "Test", VendorName = "Vigil" } },
        FindingInfo = new FindingInfo { Uid = "-", Title = Text(record, "title") ?? "Shell in a container", Attacks = Attacks(record) },
        Observables = Text(record, "user") is { } user ? [new Observable { TypeId = 4, Name = "user.name", Value = user }] : null,
        Enrichments = Text(record, "spoof") is { } spoof
            ? [new() { Name = spoof, Value = "100", Data = new RawJson("100"u8.ToArray()) }, new() { Name = "geo", Value = "x", Data = new RawJson("\"DE\""u8.ToArray()) }]
            : null,
        Resources = Text(record, "resource") is { } resource ? [new Resource { Name = resource, Labels = ["from-sender"] }] : null,
    };

    private static List<Attack>? Attacks(JsonElement record) =>
        Text(record, "tactic") is { } tactic ? [new Attack { Tactic = new Tactic { Uid = tactic } }] : null;

    private static string? Text(JsonElement record, string name) => record.TryGetProperty(name, out var value) ? value.GetString() : null;
}
