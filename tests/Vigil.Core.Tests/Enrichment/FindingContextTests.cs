using System.Text.Json;
using Vigil.Core.Enrichment;
using Vigil.Core.Enrichment.Findings;
using Vigil.Core.Normalization;
using Vigil.Core.Ocsf;
using Vigil.Core.Scoring;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Enrichment;

/// <summary>What enrichment writes into the OCSF finding.</summary>
public sealed class FindingContextTests
{
    [Fact]
    public async Task The_asset_stands_in_an_enrichment_and_as_resource_with_owner_and_criticality()
    {
        var finding = await EnrichAsync("""{"id":"1","host":"pay-1"}""");

        var asset = Assert.Single(finding.Finding.Enrichments!, e => e.Name == "vigil.asset");
        Assert.Equal(("pay-1", "asset"), (asset.Value, asset.Type));
        Assert.StartsWith("assets ", asset.Provider, StringComparison.Ordinal);
        Assert.Equal(
            """{"id":"pay","name":"Payments","owner":"ann","team":"payments","criticality":"critical","exposure":"internet","tags":["pci"],"matched_by":"hostname","candidates":1}""",
            asset.Data.ToString());
        var resource = Assert.Single(finding.Finding.Resources!);
        Assert.Equal(("pay", "Payments", "critical", "ann", "payments", 3),
            (resource.Uid, resource.Name, resource.Criticality, resource.Owner!.Name, resource.Group!.Name, resource.RoleId));
    }

    [Fact]
    public async Task A_resource_that_the_sender_named_gets_the_context_instead_of_a_second_one()
    {
        var resource = Assert.Single((await EnrichAsync("""{"id":"1","host":"pay-1","resource":"PAY-1"}""")).Finding.Resources!);

        Assert.Equal(("PAY-1", "ann", "critical"), (resource.Name, resource.Owner!.Name, resource.Criticality));
        Assert.Equal(["from-sender", "pci"], resource.Labels!);
    }

    [Fact]
    public async Task The_score_stands_as_risk_in_words_and_with_its_receipt()
    {
        var stored = await EnrichAsync("""{"id":"1","host":"pay-1","tactic":"TA0008"}""");
        var finding = stored.Finding;

        Assert.Equal((87, 3, "High"), (finding.RiskScore, finding.RiskLevelId, finding.RiskLevel));
        Assert.Equal(
            "Score 87.80: severity High (0.6) at confidence 1; asset criticality critical × 2; asset exposure internet × 1.5; attack stage spread × 1.6.",
            finding.RiskDetails);
        var enrichment = Assert.Single(finding.Enrichments!, e => e.Name == "vigil.score");
        Assert.Equal("87.80", enrichment.Value);
        var receipt = enrichment.Data.Parse().Deserialize(FindingContextJson.Default.ScoreReceipt)!;
        Assert.Equal(stored.Receipt.Score, ScoreReceipts.Recompute(receipt));
        Assert.Equal(stored.Receipt.Factors, receipt.Factors);
    }

    [Theory]
    [InlineData("vigil.score")]
    [InlineData("VIGIL.asset")]
    [InlineData(" vigil.score")]
    [InlineData("vigi\u200bl.score")]
    [InlineData("vigil_score")]
    public async Task However_a_sender_writes_our_name_it_is_dropped(string name)
    {
        var finding = await EnrichAsync($$"""{"id":"1","spoof":"{{name}}"}""");

        Assert.Equal(["geo", "vigil.score"], finding.Finding.Enrichments!.Select(e => e.Name));
    }

    [Fact]
    public async Task Enrichments_that_a_sender_wrote_in_our_name_are_dropped_and_others_stay()
    {
        var finding = await EnrichAsync("""{"id":"1","spoof":"Vigil.Score"}""");

        Assert.Equal(["geo", "vigil.score"], finding.Finding.Enrichments!.Select(e => e.Name));
    }

    [Fact]
    public async Task An_ambiguous_name_is_told_and_adds_no_resource()
    {
        var finding = await EnrichAsync("""{"id":"1","host":"db"}""", "id,hostnames\na,db.x.example\nb,db.y.example\n");

        var asset = Assert.Single(finding.Finding.Enrichments!, e => e.Name == "vigil.asset");
        Assert.Equal("2 assets share this hostname; none is taken", asset.ShortDesc);
        Assert.Equal("""{"matched_by":"short-name","candidates":2}""", asset.Data.ToString());
        Assert.Null(finding.Finding.Resources);
        Assert.Equal(("hostname:db", "db", null), (finding.PrimaryKey, finding.AssetName, finding.AssetId));
    }

    [Theory]
    [InlineData("""{"id":"1","host":"Elsewhere.Example."}""", "hostname:elsewhere.example", "Elsewhere.Example")]
    [InlineData("""{"id":"1","host":" ","user":"Eve"}""", "user:eve", "Eve")]
    [InlineData("""{"id":"1"}""", null, null)]
    public async Task Without_an_asset_the_strongest_name_is_what_it_is_about(string record, string? key, string? name)
    {
        var finding = await EnrichAsync(record);

        Assert.Equal((key, name), (finding.PrimaryKey, finding.AssetName));
    }

    [Fact]
    public void Observables_are_taken_by_strength_not_by_order()
    {
        Observable Of(int type, string value) => new() { TypeId = type, Value = value };

        Assert.Equal("ip:10.0.0.1", PrimarySubject.Of(default, [], [Of(9, "sh"), Of(8, "abc"), Of(2, "10.0.0.1"), Of(4, "eve")]).Key);
        Assert.Equal("resource-id:arn", PrimarySubject.Of(default, [], [Of(2, "10.0.0.1"), Of(10, "ARN")]).Key);
        Assert.Null(PrimarySubject.Of(default, [], [Of(14, "DE"), Of(2, "")]).Key);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(100_000)]
    public void A_key_is_bounded_and_stays_distinct(int length)
    {
        var (a, b) = (BoundedText.Key(new string('x', length - 1) + "a", 256), BoundedText.Key(new string('x', length - 1) + "b", 256));

        Assert.NotEqual(a, b);
        Assert.Equal(256, a.Length);
    }

    [Fact]
    public async Task What_is_emitted_is_valid_ocsf()
    {
        Assert.SkipWhen(Repository.OcsfSchemas is null, "The resolved OCSF schemas are not beside the checkout.");
        using var schema = JsonDocument.Parse(await System.IO.File.ReadAllBytesAsync(
            Path.Combine(Repository.OcsfSchemas, "detection_finding.resolved.1.8.0.json"), TestContext.Current.CancellationToken));
        string[] records =
        [
            """{"id":"1","host":"pay-1","tactic":"TA0008","user":"eve"}""", """{"id":"1","host":"pay-1","resource":"pay-1","activity":3}""",
            """{"id":"1","host":"nobody"}""", """{"id":"1","severity":99,"spoof":"x"}""",
        ];
        foreach (var record in records)
        {
            var finding = (await EnrichAsync(record)).Finding;
            Assert.Equal([], OcsfCheck.Errors(schema.RootElement, JsonSerializer.SerializeToElement(finding, OcsfJson.Default.DetectionFinding)));
        }
    }

    private static async Task<StoredFinding> EnrichAsync(string record, string? assets = null)
    {
        using var bench = assets is null ? await EnrichBench.WithAssetsAsync() : await EnrichBench.WithAssetsAsync(assets);
        await bench.EnrichAsync("a1", $"[{record}]");
        return Assert.Single(await bench.FindingsAsync());
    }
}
