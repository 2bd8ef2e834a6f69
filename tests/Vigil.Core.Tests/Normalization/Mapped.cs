using System.Text;
using System.Text.Json;
using Vigil.Core.Normalization;
using Vigil.Core.Ocsf;
using Vigil.Core.Senders;
using Vigil.Core.Senders.Compilation;

namespace Vigil.Core.Tests.Normalization;

/// <summary>Maps samples for tests.</summary>
internal static class Mapped
{
    public static readonly DateTimeOffset Received = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A profile with these keys besides the required ones.</summary>
    public static SenderProfile Profile(string mapping) => ProfileCompiler.Compile("test.yaml", $"""
        profile: test
        title: Test
        verification: {"{scheme: shared-secret, header: X-Token}"}
        delivery: {"{contentTypes: [application/json], maxJsonDepth: 16, maxRecords: 4}"}
        {mapping.ReplaceLineEndings("\n")}
        """);

    /// <summary>A profile with one finding: a title and these keys.</summary>
    public static SenderProfile Finding(string keys, string finding = "") => Profile(
        $"findings:\n  - name: f\n{Indent(keys, 4)}\n    finding:\n      finding_info.title: [title, =Title]\n{Indent(finding, 6)}");

    public static NormalizedAlert Map(this SenderProfile profile, string body, params (string Name, string Value)[] headers) =>
        profile.Map(Encoding.UTF8.GetBytes(body), headers);

    public static NormalizedAlert Map(this SenderProfile profile, byte[] body, params (string Name, string Value)[] headers) => profile.Mapping.Map(
        new AlertContext("alert", "test", "tenant", Received, headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase)), body);

    public static NormalizedRecord.Found One(this SenderProfile profile, string body)
    {
        var record = Xunit.Assert.Single(profile.Map(body).Records);
        return Xunit.Assert.IsType<NormalizedRecord.Found>(record);
    }

    public static JsonElement Json(this NormalizedRecord.Found found)
    {
        // The id is what enrichment puts there.
        found.Finding.FindingInfo.Uid = "id";
        return JsonSerializer.SerializeToElement(found.Finding, OcsfJson.Default.DetectionFinding);
    }

    private static string Indent(string text, int by) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(l => new string(' ', by) + l));
}
