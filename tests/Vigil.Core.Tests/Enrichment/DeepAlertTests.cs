using System.Text.Json;
using Vigil.Core.Normalization;
using Vigil.Core.Ocsf;
using Vigil.Core.Senders;
using Xunit;

namespace Vigil.Core.Tests.Enrichment;

/// <summary>An alert as deep as intake lets pass becomes a finding that every reader can read.</summary>
public sealed class DeepAlertTests
{
    /// <summary>Levels of the alert: what intake allows is one more.</summary>
    private const int Levels = 63;

    private const string OcsfStart = """
        {"class_uid": 2004, "severity_id": 4, "metadata": {"version": "1.5.0"}, "finding_info": {"uid": "f-1", "title": "Beaconing"},
        """;

    private static readonly AlertMapping s_standard = ProfileCatalog.LoadEmbedded().Profiles.Single(p => p.Name == "standard").Mapping;

    public static TheoryData<string> Bodies => new(
        $$"""{"title": "t", "vendor": {{Nested("""{"a":""", "}", Levels - 1)}}}""",
        $$"""{"title": "t", "vendor": {{Nested("[", "]", Levels - 1)}}}""",
        $$"""{"title": "t", "data": {{Nested("""{"a":""", "}", Levels - 1)}}}""",
        $$"""{{OcsfStart}} "evidences": [{"data": {{Nested("[", "]", Levels - 3)}}}]}""",
        $$"""{{OcsfStart}} "evidences": [{"process": {{Nested("""{"name": "sh", "parent_process":""", "}", Levels - 3)}}}]}""");

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_deep_alert_is_stored_read_again_and_told_to_be_cut(string body)
    {
        using var bench = await EnrichBench.WithAssetsAsync(s_standard);
        await bench.EnrichAsync("a1", body);

        var finding = Assert.Single(await bench.FindingsAsync());
        Assert.True(finding.Finding.Metadata.IsTruncated);
        var json = JsonSerializer.SerializeToUtf8Bytes(finding.Finding, OcsfJson.Default.DetectionFinding);
        Assert.InRange(DepthOf(json), FindingLimits.JsonDepth, FindingLimits.JsonDepth + 8);
    }

    [Theory]
    [InlineData(FindingLimits.JsonDepth, false)]
    [InlineData(FindingLimits.JsonDepth + 1, true)]
    public async Task What_is_carried_whole_has_so_many_levels_at_most(int levels, bool truncated)
    {
        using var bench = await EnrichBench.WithAssetsAsync(s_standard);
        await bench.EnrichAsync("a1", $$"""{"title": "t", "data": {{Nested("""{"a":""", "}", levels)}}}""");

        var finding = Assert.Single(await bench.FindingsAsync()).Finding;
        Assert.Equal(truncated, finding.Metadata.IsTruncated == true);
        Assert.Equal(truncated ? levels - 1 : levels, DepthOf(JsonSerializer.SerializeToUtf8Bytes(finding.Evidences![0].Data!.Value)));
    }

    private static string Nested(string open, string close, int levels) =>
        string.Concat(Enumerable.Repeat(open, levels)) + "1" + string.Concat(Enumerable.Repeat(close, levels));

    private static int DepthOf(byte[] json)
    {
        var depth = 0;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1000 });
        while (reader.Read())
        {
            depth = Math.Max(depth, reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject ? 1 : 0));
        }

        return depth;
    }
}
