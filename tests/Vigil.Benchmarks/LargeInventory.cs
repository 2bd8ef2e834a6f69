using System.Globalization;
using System.Text;
using Vigil.Core.Enrichment.Assets;
using Vigil.Core.Enrichment.Assets.Import;
using Vigil.Core.Enrichment.Assets.Snapshot;
using Vigil.Core.Ports;

namespace Vigil.Benchmarks;

/// <summary>A million assets as CSV: two names, an address, a cloud id each, and ranges of five lengths on some.</summary>
internal static class LargeInventory
{
    public const int Assets = 1_000_000;

    private const string Header = "id,name,hostnames,ips,cidrs,resource_ids,owner,team,environment,criticality,exposure,tags\n";
    private static readonly string[] s_criticalities = ["low", "medium", "high", "critical"];

    public static string Host(int i) => $"srv-{i:x6}.dc{i % 7}.corp.example";

    public static string Ip(int i) => string.Create(CultureInfo.InvariantCulture, $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}");

    /// <summary>The file, and how many bytes of it are the assets' own text.</summary>
    public static (byte[] Csv, long OwnText) Write()
    {
        using var csv = new MemoryStream();
        csv.Write(Encoding.UTF8.GetBytes(Header));
        for (var i = 0; i < Assets; i++)
        {
            csv.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $"asset-{i:x6},srv-{i:x6},{Host(i)};srv-{i:x6}-mgmt,{Ip(i)},{Range(i)},/subscriptions/{i % 20}/resourcegroups/rg-{i % 997}/vm/srv-{i:x6},")));
            csv.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $"owner{i % 5000}@corp.example,team-{i % 300},prod,{s_criticalities[i & 3]},internal,linux;dc{i % 7}\n")));
        }

        return (csv.ToArray(), csv.Length - Header.Length);
    }

    /// <summary>The snapshot of the file, without a store.</summary>
    public static async Task<byte[]> BuildAsync(byte[] csv)
    {
        using var content = new MemoryStream(csv);
        using var source = new CsvRowSource(content);
        var builder = new SnapshotBuilder();
        var row = new AssetRow();
        while (await source.ReadAsync(row, default))
        {
            builder.Add(row);
        }

        return builder.Build();
    }

    public static IAssetInventory Load(byte[] snapshot) =>
        new AssetInventory(SnapshotLoader.Load(snapshot, out var fault) ?? throw new InvalidOperationException(fault), default);

    private static string Range(int i) => i % 1000 != 0 ? "" : string.Create(CultureInfo.InvariantCulture,
        $"172.{16 + (i / 1000 % 16)}.{i / 16000}.0/{20 + (i / 1000 % 5)}");
}
