using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Vigil.Core.Enrichment;
using Vigil.Core.Enrichment.Assets;
using Vigil.Core.Enrichment.Assets.Import;
using Vigil.Core.Enrichment.Assets.Snapshot;
using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Core.Tests.Enrichment.Assets;

/// <summary>Short ways to import and to load an inventory.</summary>
internal static class AssetFiles
{
    public static async Task<(AssetImportOutcome Outcome, List<BadRow> BadRows)> ImportAsync(
        TestStore store, string text, AssetFileFormat format = AssetFileFormat.Csv, AssetImportLimits? limits = null)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await ImportAsync(store, content, format, limits);
    }

    public static async Task<(AssetImportOutcome Outcome, List<BadRow> BadRows)> ImportAsync(
        TestStore store, Stream content, AssetFileFormat format, AssetImportLimits? limits = null)
    {
        var badRows = new List<BadRow>();
        var import = new AssetImport(store.Blobs, store.Time, limits ?? new AssetImportLimits());
        var outcome = await import.ImportAsync(content, format, badRows.Add, null, TestContext.Current.CancellationToken);
        return (outcome, badRows);
    }

    /// <summary>The bad rows of a file that must be refused.</summary>
    public static async Task<List<BadRow>> RefuseAsync(string text, AssetFileFormat format = AssetFileFormat.Csv)
    {
        using var store = new TestStore();
        var (outcome, badRows) = await ImportAsync(store, text, format);
        Assert.Equal(badRows.Count, Assert.IsType<AssetImportOutcome.Refused>(outcome).BadRows);
        Assert.Null(await store.Blobs.FindAsync(Containers.Reference, "assets/current", TestContext.Current.CancellationToken));
        return badRows;
    }

    /// <summary>The inventory of a file that must be sound, through the store and back.</summary>
    public static async Task<IAssetInventory> LoadAsync(string text, AssetFileFormat format = AssetFileFormat.Csv)
    {
        using var store = new TestStore();
        var (outcome, badRows) = await ImportAsync(store, text, format);
        Assert.Equal([], badRows);
        Assert.IsType<AssetImportOutcome.Imported>(outcome);
        using var reference = new ReferenceData(store.Blobs, NullLogger<ReferenceData>.Instance);
        Assert.Equal(ReferenceRefresh.Loaded, await reference.RefreshAsync(TestContext.Current.CancellationToken));
        return reference.Assets!;
    }

    /// <summary>The bytes of a small inventory's snapshot.</summary>
    public static byte[] Snapshot(params string[] hostnames)
    {
        var builder = new SnapshotBuilder();
        var row = new AssetRow();
        for (var i = 0; i < hostnames.Length; i++)
        {
            row.Start(i);
            row.Set(AssetField.Id, $"a-{i}");
            row.Set(AssetField.Owner, "ops@corp.example");
            row.Set(AssetField.Tags, "pci");
            row.Set(AssetField.Hostnames, hostnames[i]);
            row.Set(AssetField.Cidrs, $"10.{i}.0.0/16");
            builder.Add(row);
        }

        return builder.Build();
    }

    public static AssetMatch Match(this IAssetInventory assets, AssetKeyKind kind, string value) => assets.Match([new AssetKey(kind, value)]);
}
