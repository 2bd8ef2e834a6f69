using Vigil.Core.Enrichment;
using Xunit;

namespace Vigil.Core.Tests.Enrichment.Assets;

public sealed class AssetMatchTests
{
    [Theory]
    [InlineData("web-1.corp.example", "a", "short-name")]
    [InlineData("WEB-1", "a", "hostname")]
    [InlineData("db-1", "b", "short-name")]
    [InlineData("db-1.corp.example", "b", "hostname")]
    [InlineData("db-1.other.example", null, null)]
    [InlineData("web-2", null, null)]
    [InlineData("", null, null)]
    [InlineData(".", null, null)]
    [InlineData("10.0.0.9", null, null)]
    public async Task A_host_is_found_by_its_full_name_or_by_its_short_one(string host, string? id, string? rule)
    {
        var match = (await AssetFiles.LoadAsync("id,hostnames\na,web-1\nb,db-1.corp.example\nc,10\n")).Match(AssetKeyKind.Hostname, host);

        Assert.Equal((id, rule), (match.Asset?.Id, match.MatchedBy));
    }

    [Fact]
    public async Task A_name_that_several_assets_share_is_told_as_ambiguous_with_their_number()
    {
        var assets = await AssetFiles.LoadAsync(
            "id,hostnames,ips,cidrs\n"
            + "a,db.one.example;shared,10.0.0.1,10.1.0.0/16\n"
            + "b,db.two.example;shared,10.0.0.1,10.1.0.0/16\n"
            + "c,shared;Shared.,10.0.0.0,10.0.0.0/8\n");

        (AssetKeyKind, string, int, string)[] expected =
        [
            (AssetKeyKind.Hostname, "shared", 3, "hostname"), (AssetKeyKind.Hostname, "db", 2, "short-name"),
            (AssetKeyKind.Hostname, "shared.corp.example", 3, "short-name"), (AssetKeyKind.Ip, "10.0.0.1", 2, "ip"),
            (AssetKeyKind.Ip, "10.1.2.3", 2, "cidr 10.1.0.0/16"),
        ];
        foreach (var (kind, name, candidates, rule) in expected)
        {
            var match = assets.Match(kind, name);
            Assert.Equal(
                (AssetMatchKind.Ambiguous, null, candidates, rule, name),
                (match.Kind, match.Asset, match.Candidates, match.MatchedBy, match.Key.Value));
        }
    }

    [Fact]
    public async Task The_first_unique_key_wins_and_without_one_the_first_ambiguous()
    {
        var assets = await AssetFiles.LoadAsync("id,hostnames\na,shared;one\nb,shared;both\nc,both\n");
        AssetKey Host(string name) => new(AssetKeyKind.Hostname, name);

        Assert.Equal("a", assets.Match([Host("nobody"), Host("shared"), Host("one")]).Asset?.Id);
        Assert.Equal("both", assets.Match([Host("nobody"), Host("both"), Host("shared")]).Key.Value);
        Assert.Equal(AssetMatchKind.None, assets.Match([Host("nobody")]).Kind);
        Assert.Equal(AssetMatchKind.None, assets.Match([]).Kind);
    }

    [Theory]
    [InlineData("10.1.2.3", "host")]
    [InlineData("::ffff:10.1.2.3", "host")]
    [InlineData("::FFFF:0a01:0203", "host")]
    [InlineData("10.1.2.4", "c24")]
    [InlineData("10.1.3.4", "c16")]
    [InlineData("10.2.3.4", "c8")]
    [InlineData("11.0.0.1", null)]
    [InlineData("2001:db8:1:2::1", "v64")]
    [InlineData("2001:db8:1:3::1", "v48")]
    [InlineData("[2001:db8:1:3::1]", "v48")]
    [InlineData("2001:db8:1:3::1%eth0", "v48")]
    [InlineData("2001:db9::1", "any6")]
    [InlineData("10.1.2", null)]
    [InlineData("10.01.2.3", null)]
    [InlineData("0x0a.1.2.3", null)]
    [InlineData("10.1.2.3.4", null)]
    [InlineData("10.1.2.256", null)]
    [InlineData("1:2:3", null)]
    [InlineData(":", null)]
    [InlineData("nonsense", null)]
    public async Task The_longest_range_wins_and_an_ipv6_range_never_means_ipv4(string ip, string? id)
    {
        var assets = await AssetFiles.LoadAsync(
            "id,ips,cidrs\nhost,10.1.2.3,\nc24,,10.1.2.0/24\nc16,,10.1.99.99/16\nc8,,10.0.0.0/8\nv64,,2001:db8:1:2::/64\nv48,,2001:db8:1::/48\nany6,,::/0\n");

        Assert.Equal(id, assets.Match(AssetKeyKind.Ip, ip).Asset?.Id);
    }

    [Fact]
    public async Task A_name_of_one_kind_never_matches_another_kind()
    {
        var assets = await AssetFiles.LoadAsync("id,containers,repositories\na,api,\nb,,api\n");

        Assert.Equal("a", assets.Match(AssetKeyKind.Container, "api").Asset?.Id);
        Assert.Equal("b", assets.Match(AssetKeyKind.Repository, "api").Asset?.Id);
        Assert.Equal(AssetMatchKind.None, assets.Match(AssetKeyKind.Hostname, "api").Kind);
        Assert.Equal(AssetMatchKind.None, assets.Match(AssetKeyKind.Pod, "api").Kind);
    }

    [Theory]
    [InlineData("\uD800")]
    [InlineData("web-1\uDC00")]
    public async Task Half_a_surrogate_pair_matches_nothing(string host) =>
        Assert.Equal(AssetMatchKind.None, (await AssetFiles.LoadAsync("id,hostnames\na,web-1\n")).Match(AssetKeyKind.Hostname, host).Kind);

    [Theory]
    [InlineData(512, AssetMatchKind.Unique)]
    [InlineData(513, AssetMatchKind.None)]
    public async Task A_name_longer_than_any_key_matches_nothing(int length, AssetMatchKind kind)
    {
        var assets = await AssetFiles.LoadAsync($"id,containers\na,{new string('x', 512)}\n");

        Assert.Equal(kind, assets.Match(AssetKeyKind.Container, new string('x', length)).Kind);
    }
}
