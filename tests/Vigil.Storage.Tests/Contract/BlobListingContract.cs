using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Storage.Tests.Contract;

/// <summary>Listings: order, prefixes, pages.</summary>
public abstract class BlobListingContract : StorageContract<IBlobStore>
{
    private const string Container = Containers.Incidents;

    [Fact]
    public async Task Names_come_in_ordinal_order()
    {
        string[] names = ["b", "a", "B", "a/b", "a-b", "a.b", "a:b", "a_b", "ab", "0", "Z9"];
        await CreateAsync(names);
        Assert.Equal(names.Order(StringComparer.Ordinal), await NamesAsync("", 5_000));
    }

    [Fact]
    public async Task A_prefix_selects_the_names_that_start_with_it()
    {
        await CreateAsync("i1/header", "i1/members/a", "i1/members/z", "i1/members", "i1/memberz", "i10/members/a", "i2/members/a", "I1/members/a");
        Assert.Equal(["i1/members/a", "i1/members/z"], await NamesAsync("i1/members/", 5_000));
        Assert.Equal(["i1/members", "i1/members/a", "i1/members/z", "i1/memberz"], await NamesAsync("i1/member", 5_000));
        Assert.Empty(await NamesAsync("i3/", 5_000));
    }

    [Fact]
    public async Task A_listing_stays_in_its_container()
    {
        await CreateAsync("a");
        await Port.CreateAsync(Containers.Findings, "b", default, null, Cancellation);
        Assert.Equal(["a"], await NamesAsync("", 5_000));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(11)]
    public async Task Pages_cover_everything_once(int limit)
    {
        var names = Enumerable.Range(0, 10).Select(i => $"n{i:D3}").ToArray();
        await CreateAsync(names);
        Assert.Equal(names, await NamesAsync("n", limit));
    }

    [Fact]
    public async Task A_page_that_holds_all_is_the_last()
    {
        await CreateAsync("a", "b");
        Assert.Null((await Port.ListAsync(Container, "", null, 2, Cancellation)).Next);
        Assert.NotNull((await Port.ListAsync(Container, "", null, 1, Cancellation)).Next);
    }

    [Fact]
    public async Task What_is_created_or_deleted_between_pages_disturbs_no_other_name()
    {
        await CreateAsync("a", "b", "c", "d");
        var first = await Port.ListAsync(Container, "", null, 2, Cancellation);
        await Port.DeleteAsync(Container, "b", null, Cancellation);
        await CreateAsync("aa", "cc");
        var rest = await Port.ListAsync(Container, "", first.Next, 10, Cancellation);
        Assert.Equal(["a", "b"], first.Items.Select(i => i.Name));
        Assert.Equal(["c", "d"], rest.Items.Select(i => i.Name).Where(n => n.Length == 1));
    }

    [Fact]
    public async Task An_item_has_length_etag_and_metadata_as_find_has()
    {
        await Port.CreateAsync(Container, "a", Bytes(1_234), new Dictionary<string, string> { ["score"] = "97.5" }, Cancellation);
        var item = Assert.Single((await Port.ListAsync(Container, "a", null, 5, Cancellation)).Items);
        var found = (await Port.FindAsync(Container, "a", Cancellation))!;
        Assert.Equal((found.Name, found.ETag, found.Length, found.Created), (item.Name, item.ETag, item.Length, item.Created));
        Assert.Equal(1_234, item.Length);
        Assert.Equal("97.5", item.Metadata["score"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_001)]
    public async Task A_limit_outside_1_to_5000_is_refused(int limit) => await Assert.ThrowsAsync<ArgumentException>(
        async () => await Port.ListAsync(Container, "", null, limit, Cancellation));

    [Fact]
    public async Task Ten_thousand_blobs_come_in_three_pages_of_the_largest_size()
    {
        var names = Enumerable.Range(0, 10_001).Select(i => $"i/members/{i:D6}").ToArray();
        await Parallel.ForEachAsync(
            names,
            new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Cancellation },
            async (name, ct) => await Port.CreateAsync(Container, name, default, new Dictionary<string, string> { ["n"] = name }, ct));
        Assert.Equal(names, await NamesAsync("i/", 5_000));
    }

    private async Task CreateAsync(params string[] names)
    {
        foreach (var name in names)
        {
            Assert.True((await Port.CreateAsync(Container, name, default, null, Cancellation)).Done);
        }
    }

    private async Task<List<string>> NamesAsync(string prefix, int limit)
    {
        var names = new List<string>();
        var cursor = default(string);
        do
        {
            var page = await Port.ListAsync(Container, prefix, cursor, limit, Cancellation);
            Assert.InRange(page.Items.Count, page.Next is null ? 0 : 1, limit);
            names.AddRange(page.Items.Select(i => i.Name));
            cursor = page.Next;
        }
        while (cursor is not null);
        return names;
    }
}
