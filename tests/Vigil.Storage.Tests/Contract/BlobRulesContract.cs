using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Storage.Tests.Contract;

/// <summary>What blobs and their metadata may be called and hold.</summary>
public abstract class BlobRulesContract : StorageContract<IBlobStore>
{
    private const string Container = Containers.Findings;

    [Fact]
    public async Task One_name_in_two_containers_is_two_blobs()
    {
        await Port.CreateAsync(Containers.Alerts, "a", "one"u8.ToArray(), null, Cancellation);
        Assert.True((await Port.CreateAsync(Containers.Done, "a", "two"u8.ToArray(), null, Cancellation)).Done);
        Assert.Equal("one"u8.ToArray(), (await Port.ReadAsync(Containers.Alerts, "a", Cancellation))!.Content.ToArray());
    }

    [Fact]
    public async Task Names_differ_by_case()
    {
        await Port.CreateAsync(Container, "Name", "upper"u8.ToArray(), null, Cancellation);
        Assert.True((await Port.CreateAsync(Container, "name", "lower"u8.ToArray(), null, Cancellation)).Done);
        Assert.Equal("upper"u8.ToArray(), (await Port.ReadAsync(Container, "Name", Cancellation))!.Content.ToArray());
    }

    [Fact]
    public async Task Metadata_comes_back_with_read_find_and_list()
    {
        var metadata = new Dictionary<string, string>
        {
            ["a"] = "plain",
            ["equals"] = "a=b=c",
            ["punctuation_1"] = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
            ["empty"] = "",
        };
        await Port.CreateAsync(Container, "a", "x"u8.ToArray(), metadata, Cancellation);
        Assert.Equal(metadata, (await Port.ReadAsync(Container, "a", Cancellation))!.Info.Metadata.ToDictionary());
        Assert.Equal(metadata, (await Port.FindAsync(Container, "a", Cancellation))!.Metadata.ToDictionary());
        Assert.Equal(metadata, Assert.Single((await Port.ListAsync(Container, "", null, 10, Cancellation)).Items).Metadata.ToDictionary());
    }

    [Fact]
    public async Task A_replace_replaces_the_metadata_whole()
    {
        var first = await Port.CreateAsync(Container, "a", default, Metadata("old", "1"), Cancellation);
        await Port.ReplaceAsync(Container, "a", default, Metadata("new", "2"), first.ETag!, Cancellation);
        Assert.Equal(Metadata("new", "2"), (await Port.FindAsync(Container, "a", Cancellation))!.Metadata.ToDictionary());
    }

    [Fact]
    public async Task Metadata_of_8_KiB_fits_and_a_byte_more_does_not()
    {
        var fits = Metadata("k", new string('v', (8 * 1024) - 1));
        Assert.True((await Port.CreateAsync(Container, "a", default, fits, Cancellation)).Done);
        Assert.Equal(fits, (await Port.FindAsync(Container, "a", Cancellation))!.Metadata.ToDictionary());
        var tooMuch = Metadata("kk", new string('v', (8 * 1024) - 1));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Port.CreateAsync(Container, "b", default, tooMuch, Cancellation));
    }

    [Theory]
    [InlineData("Upper", "v")]
    [InlineData("1st", "v")]
    [InlineData("", "v")]
    [InlineData("a-b", "v")]
    [InlineData("k", "line\nbreak")]
    [InlineData("k", "ümlaut")]
    [InlineData("k", "nul\0")]
    public async Task Metadata_outside_the_rules_is_refused(string key, string value) => await Assert.ThrowsAsync<ArgumentException>(
        async () => await Port.CreateAsync(Container, "a", default, Metadata(key, value), Cancellation));

    [Theory]
    [InlineData("finance/2026 Q1/report (final) \u2603.pdf")]
    [InlineData("100%25 & more + #1?.txt")]
    [InlineData("ab\u202Egnp.exe")]
    [InlineData("it's <here> {now} ~ \ud83d\ude00")]
    public async Task Where_others_drop_files_a_blob_has_any_name(string name)
    {
        await using (var writer = await Port.OpenWriteAsync(Containers.Uploads, name, Cancellation))
        {
            await writer.WriteAsync("x"u8.ToArray(), Cancellation);
            Assert.True((await writer.CommitAsync(null, Cancellation)).Done);
        }

        var listed = Assert.Single((await Port.ListAsync(Containers.Uploads, "", null, 10, Cancellation)).Items);
        Assert.Equal(name, listed.Name);
        Assert.Equal(listed.ETag, (await Port.FindAsync(Containers.Uploads, name, Cancellation))!.ETag);
        await using (var content = await Port.OpenReadAsync(Containers.Uploads, name, listed.ETag, Cancellation))
        {
            Assert.Equal('x', content!.ReadByte());
        }

        Assert.Equal(WriteOutcome.Done, await Port.DeleteAsync(Containers.Uploads, name, listed.ETag, Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("a\\b")]
    public async Task But_not_one_that_no_blob_can_have(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Port.FindAsync(Containers.Uploads, name, Cancellation));

    [Fact]
    public async Task A_name_of_512_characters_of_every_allowed_kind_fits_and_one_more_does_not()
    {
        var name = "abcxyzABCXYZ0189._:/-".PadRight(512, 'n');
        Assert.True((await Port.CreateAsync(Container, name, "x"u8.ToArray(), null, Cancellation)).Done);
        Assert.Equal(name, (await Port.ReadAsync(Container, name, Cancellation))!.Info.Name);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Port.CreateAsync(Container, name + "n", default, null, Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("white space")]
    [InlineData("per%cent")]
    [InlineData("ümlaut")]
    [InlineData("back\\slash")]
    [InlineData("nul\0")]
    public async Task A_name_outside_the_rules_is_refused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await Port.CreateAsync(Container, name, default, null, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Port.ReadAsync(Container, name, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Port.OpenWriteAsync(Container, name, Cancellation));
    }

    private static Dictionary<string, string> Metadata(string key, string value) => new() { [key] = value };
}
