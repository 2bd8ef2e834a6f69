using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Vigil.Core.Enrichment;
using Vigil.Core.Enrichment.Assets;
using Vigil.Core.Enrichment.Assets.Import;
using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Core.Tests.Enrichment.Assets;

public sealed class ReferenceDataTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly ReferenceData _reference;

    public ReferenceDataTests() => _reference = new ReferenceData(_store.Blobs, NullLogger<ReferenceData>.Instance);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _reference.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task There_is_no_inventory_before_the_first_load_and_an_empty_one_where_nothing_was_imported()
    {
        Assert.Null(_reference.Assets);

        Assert.Equal(ReferenceRefresh.Loaded, await _reference.RefreshAsync(Cancelled));
        Assert.Equal(("none", 0), (_reference.Assets!.Version, _reference.Assets.Count));
        Assert.Equal(AssetMatchKind.None, _reference.Assets.Match(AssetKeyKind.Hostname, "web-1").Kind);
        Assert.Equal(ReferenceRefresh.Unchanged, await _reference.RefreshAsync(Cancelled));
    }

    [Fact]
    public async Task An_import_is_taken_over_at_the_next_refresh_and_a_reader_keeps_what_it_took()
    {
        await AssetFiles.ImportAsync(_store, "id,hostnames\na,web-1\n");
        await _reference.RefreshAsync(Cancelled);
        var before = _reference.Assets!;
        Assert.Equal(_store.Time.GetUtcNow(), before.ImportedAt);

        await AssetFiles.ImportAsync(_store, "id,hostnames\nb,web-1\n");
        Assert.Same(before, _reference.Assets);
        Assert.Equal(ReferenceRefresh.Loaded, await _reference.RefreshAsync(Cancelled));

        var after = _reference.Assets!;
        Assert.Equal("b", after.Match(AssetKeyKind.Hostname, "web-1").Asset?.Id);
        Assert.Equal("a", before.Match(AssetKeyKind.Hostname, "web-1").Asset?.Id);
        Assert.NotEqual(before.Version, after.Version);
        Assert.Equal(ReferenceRefresh.Unchanged, await _reference.RefreshAsync(Cancelled));
    }

    [Fact]
    public async Task The_same_file_imported_again_is_the_same_version_only_younger()
    {
        await AssetFiles.ImportAsync(_store, "id\na\n");
        await _reference.RefreshAsync(Cancelled);
        var before = _reference.Assets!;
        _store.Time.Advance(TimeSpan.FromHours(1));
        await AssetFiles.ImportAsync(_store, "id\na\n");
        await _reference.RefreshAsync(Cancelled);

        Assert.Equal((before.Version, before.ImportedAt + TimeSpan.FromHours(1)), (_reference.Assets!.Version, _reference.Assets.ImportedAt));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"version":"0011223344556677","sha256":"00","importedAt":"2026-01-01T00:00:00Z","assets":1}""")]
    public async Task What_cannot_be_loaded_is_refused_and_the_inventory_stays(string pointer)
    {
        await _store.Blobs.CreateAsync(Containers.Reference, "assets/current", Encoding.UTF8.GetBytes(pointer), null, Cancelled);
        Assert.Equal(ReferenceRefresh.Refused, await _reference.RefreshAsync(Cancelled));
        Assert.Null(_reference.Assets);

        await AssetFiles.ImportAsync(_store, "id\na\n");
        await _reference.RefreshAsync(Cancelled);
        var loaded = _reference.Assets;
        var info = await _store.Blobs.FindAsync(Containers.Reference, "assets/current", Cancelled);
        await _store.Blobs.ReplaceAsync(Containers.Reference, "assets/current", Encoding.UTF8.GetBytes(pointer), null, info!.ETag, Cancelled);

        Assert.Equal(ReferenceRefresh.Refused, await _reference.RefreshAsync(Cancelled));
        Assert.Same(loaded, _reference.Assets);
    }

    [Fact]
    public async Task A_refused_file_leaves_the_inventory_of_before()
    {
        await AssetFiles.ImportAsync(_store, "id\na\n");
        await AssetFiles.ImportAsync(_store, "id,ips\nb,1.2.3\n");
        await _reference.RefreshAsync(Cancelled);

        Assert.Equal(1, _reference.Assets!.Count);
    }

    [Fact]
    public async Task A_hundred_thousand_assets_are_imported_found_and_small()
    {
        const int Count = 100_000;
        var text = new StringBuilder("id,hostnames,ips,owner,team,environment,criticality,exposure,tags\n");
        var ownText = 0;
        for (var i = 0; i < Count; i++)
        {
            var start = text.Length;
            text.Append(CultureInfo.InvariantCulture, $"srv-{i:x6},srv-{i:x6}.dc{i % 7}.corp.example,10.{i >> 16}.{(i >> 8) & 255}.{i & 255},");
            text.Append(CultureInfo.InvariantCulture, $"owner{i % 500}@corp.example,team-{i % 50},prod,high,internal,linux;dc{i % 7}\n");
            ownText += text.Length - start;
        }

        var (outcome, _) = await AssetFiles.ImportAsync(_store, text.ToString());
        await _reference.RefreshAsync(Cancelled);

        var imported = Assert.IsType<AssetImportOutcome.Imported>(outcome);
        var assets = _reference.Assets!;
        Assert.InRange((imported.SnapshotBytes - ownText) / Count, 0, 250);
        for (var i = 0; i < Count; i += 997)
        {
            Assert.Equal($"srv-{i:x6}", assets.Match(AssetKeyKind.Hostname, $"srv-{i:x6}").Asset?.Id);
            Assert.Equal($"srv-{i:x6}", assets.Match(AssetKeyKind.Ip, $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}").Asset?.Id);
        }
    }
}
