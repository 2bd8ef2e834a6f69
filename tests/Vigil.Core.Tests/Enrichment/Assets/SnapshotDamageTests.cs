using System.Security.Cryptography;
using Vigil.Core.Enrichment;
using Vigil.Core.Enrichment.Assets;
using Vigil.Core.Enrichment.Assets.Snapshot;
using Xunit;

namespace Vigil.Core.Tests.Enrichment.Assets;

public sealed class SnapshotDamageTests
{
    private static readonly string[] s_hosts = ["web-1.corp.example", "web-1.other.example", "db-1"];

    [Fact]
    public void The_same_rows_give_the_same_bytes() => Assert.Equal(AssetFiles.Snapshot(s_hosts), AssetFiles.Snapshot(s_hosts));

    [Fact]
    public void A_snapshot_with_any_byte_changed_is_refused_with_a_reason()
    {
        var sound = AssetFiles.Snapshot(s_hosts);
        for (var i = 0; i < sound.Length; i++)
        {
            var damaged = sound.ToArray();
            damaged[i] ^= 0x5A;
            Assert.Null(SnapshotLoader.Load(damaged, out var fault));
            Assert.NotNull(fault);
        }
    }

    [Fact]
    public void A_snapshot_cut_anywhere_is_refused_with_a_reason()
    {
        var sound = AssetFiles.Snapshot(s_hosts);
        for (var length = 0; length < sound.Length; length++)
        {
            Assert.Null(SnapshotLoader.Load(sound[..length], out var fault));
            Assert.NotNull(fault);
        }
    }

    [Fact]
    public void A_snapshot_that_was_wrong_before_its_checksum_was_made_is_refused_or_answers_but_never_throws()
    {
        var sound = AssetFiles.Snapshot(s_hosts);
        var refused = 0;
        for (var i = 0; i < sound.Length - SnapshotFormat.TrailerBytes; i++)
        {
            foreach (var mask in new byte[] { 0xFF, 0x80, 0x01 })
            {
                var damaged = sound.ToArray();
                damaged[i] ^= mask;
                SHA256.HashData(damaged.AsSpan(0, damaged.Length - SnapshotFormat.TrailerBytes), damaged.AsSpan(damaged.Length - SnapshotFormat.TrailerBytes));
                if (SnapshotLoader.Load(damaged, out _) is { } snapshot)
                {
                    LookUpEverything(new AssetInventory(snapshot, default));
                }
                else
                {
                    refused++;
                }
            }
        }

        Assert.True(refused > 300, $"only {refused} of the wrong snapshots were refused");
    }

    private static void LookUpEverything(AssetInventory assets)
    {
        foreach (var host in s_hosts)
        {
            Assert.InRange(assets.Match(AssetKeyKind.Hostname, host).Candidates, 0, int.MaxValue);
        }

        for (var i = 0; i < s_hosts.Length; i++)
        {
            Assert.InRange(assets.Match(AssetKeyKind.Ip, $"10.{i}.0.1").Candidates, 0, int.MaxValue);
        }

        for (var i = 0u; i < assets.Count; i++)
        {
            Assert.NotNull(assets.Snapshot.Read(i).Id);
        }
    }
}
