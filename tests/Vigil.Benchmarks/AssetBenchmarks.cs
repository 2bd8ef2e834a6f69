using BenchmarkDotNet.Attributes;
using Vigil.Core.Enrichment;
using Vigil.Core.Ports;

namespace Vigil.Benchmarks;

/// <summary>Look-ups among 1,000,000 assets, each another one than before, so that memory answers and not a cache.</summary>
[InProcess]
[MemoryDiagnoser]
public class AssetBenchmarks
{
    private const int Keys = 1 << 16;

    private readonly AssetKey[] _hosts = Make(AssetKeyKind.Hostname, LargeInventory.Host);
    private readonly AssetKey[] _shortNames = Make(AssetKeyKind.Hostname, i => $"srv-{i:x6}");
    private readonly AssetKey[] _ips = Make(AssetKeyKind.Ip, LargeInventory.Ip);
    private readonly AssetKey[] _ranges = Make(AssetKeyKind.Ip, i => $"172.{16 + (i % 16)}.{i / 16 % 62}.{i & 255}");
    private readonly AssetKey[] _strangers = Make(AssetKeyKind.Hostname, i => $"other-{i:x6}.dc1.corp.example");

    private IAssetInventory _assets = null!;
    private int _next;

    [GlobalSetup]
    public async Task LoadAsync()
    {
        var (csv, ownText) = LargeInventory.Write();
        var snapshot = await LargeInventory.BuildAsync(csv);
        _assets = LargeInventory.Load(snapshot);
        Console.WriteLine($"// {_assets.Count} assets: {(double)snapshot.Length / _assets.Count:0} bytes each, {(double)ownText / _assets.Count:0} of them own text");
    }

    [Benchmark]
    public AssetMatch FullName() => Match(_hosts);

    [Benchmark]
    public AssetMatch ShortName() => Match(_shortNames);

    [Benchmark]
    public AssetMatch Address() => Match(_ips);

    [Benchmark]
    public AssetMatch AddressInARange() => Match(_ranges);

    [Benchmark]
    public AssetMatch UnknownName() => Match(_strangers);

    private static AssetKey[] Make(AssetKeyKind kind, Func<int, string> name)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, Keys).Select(_ => new AssetKey(kind, name(random.Next(LargeInventory.Assets))))];
    }

    private AssetMatch Match(AssetKey[] keys) => _assets.Match(keys.AsSpan(_next++ & (Keys - 1), 1));
}
