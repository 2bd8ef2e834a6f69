using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Vigil.Core.Ports;
using Vigil.Core.Scanning.Hashes;
using Vigil.Core.Scanning.Uploads;
using Vigil.Core.Tests.Scanning.Uploads;
using Xunit;

namespace Vigil.Core.Tests.Scanning;

public sealed class HashListImportTests
{
    private static readonly byte[] s_wanted = "wanted"u8.ToArray();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_imported_list_is_taken_over_and_condemns_what_is_on_it()
    {
        using var world = await UploadWorld.StartAsync();
        var bad = new List<(int, string)>();
        var list = await ImportAsync(world, $"# feed\n{Convert.ToHexString(SHA256.HashData(s_wanted))}\n", bad);

        await world.Get<KnownHashes>().RefreshAsync(Cancelled);
        var id = await world.UploadAsync(s_wanted);
        await world.PumpAsync();

        Assert.Empty(bad);
        Assert.Equal((1, list!.Version), (list.Count, world.Get<KnownHashes>().Current!.Version));
        var record = (await world.RecordAsync(id))!;
        Assert.Equal(UploadState.Quarantined, record.State);
        Assert.Equal(["Listed.SHA-256"], record.Verdict!.File.Findings);
    }

    [Fact]
    public async Task A_file_with_bad_lines_is_refused_with_each_of_them_and_changes_nothing()
    {
        using var world = await UploadWorld.StartAsync();
        var bad = new List<(int Line, string Fault)>();

        var list = await ImportAsync(world, $"nothing\n{new string('a', 64)}\n{new string('b', 63)}\n", bad);

        Assert.Null(list);
        Assert.Equal([1, 3], bad.Select(b => b.Line));
        Assert.Empty(await world.NamesAsync(Containers.Reference));
    }

    [Fact]
    public async Task A_list_that_is_damaged_is_refused_and_the_one_before_stays()
    {
        using var world = await UploadWorld.StartAsync();
        var list = await ImportAsync(world, new string('a', 64), []);
        var known = world.Get<KnownHashes>();
        await known.RefreshAsync(Cancelled);
        await world.Blobs.CreateAsync(Containers.Reference, "hashes/damaged", "no hash"u8.ToArray(), null, Cancelled);
        var pointer = (await world.Blobs.FindAsync(Containers.Reference, "hashes/current", Cancelled))!;
        await world.Blobs.ReplaceAsync(Containers.Reference, "hashes/current", "damaged"u8.ToArray(), null, pointer.ETag, Cancelled);

        await known.RefreshAsync(Cancelled);
        using var other = new KnownHashes(world.Blobs, NullLogger<KnownHashes>.Instance);
        await other.RefreshAsync(Cancelled);

        Assert.Equal(list!.Version, known.Current!.Version);
        Assert.Null(other.Current);
    }

    private static async Task<HashList?> ImportAsync(UploadWorld world, string text, List<(int, string)> bad)
    {
        using var content = new MemoryStream(Encoding.ASCII.GetBytes(text));
        return await new HashListImport(world.Blobs).ImportAsync(content, (line, fault) => bad.Add((line, fault)), Cancelled);
    }
}
