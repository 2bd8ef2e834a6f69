using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Vigil.Core.Enrichment;
using Vigil.Core.Enrichment.Assets;
using Vigil.Core.Enrichment.Assets.Import;
using Vigil.Core.Enrichment.Assets.Snapshot;
using Xunit;

namespace Vigil.Core.Tests.Enrichment.Assets;

/// <summary>The snapshot against the rules written down naively, on inventories so small that names collide all the time.</summary>
public sealed class AssetModelTests
{
    private static readonly Gen<string> s_host =
        from label in Gen.Elements("a", "b", "c", "10")
        from domain in Gen.Elements("", "", ".x", ".x.y", ".Y")
        select label + domain;

    private static readonly Gen<string> s_ip =
        from v4 in Gen.Choose(0, 15) from six in Gen.Elements(true, false) select six ? $"fd00::{v4:x}" : $"10.0.0.{v4}";

    private static readonly Gen<string> s_cidr =
        from ip in s_ip from bits in Gen.Choose(0, 6) select ip.Contains(':') ? $"{ip}/{128 - bits}" : $"{ip}/{32 - bits}";

    private static readonly Gen<TestRow> s_row =
        from hosts in s_host.ListOf(2)
        from ips in s_ip.ListOf(1)
        from cidrs in s_cidr.ListOf(1)
        select new TestRow([.. hosts], [.. ips], [.. cidrs]);

    [Fact]
    public void Look_ups_agree_with_the_rules_applied_row_by_row() => Prop.ForAll(
        (from size in Gen.Choose(0, 8)
         from rows in s_row.ListOf(size)
         from host in s_host
         from ip in s_ip
         select (rows.ToArray(), host, ip)).ToArbitrary(),
        x =>
        {
            var assets = Build(x.Item1);
            return Same(assets.Match(AssetKeyKind.Hostname, x.host), Hosts(x.Item1, x.host))
                && Same(assets.Match(AssetKeyKind.Ip, x.ip), Networks(x.Item1, x.ip));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Addresses_are_read_as_the_framework_reads_their_canonical_form() => Prop.ForAll(
        (from bytes in Gen.Choose(0, 255).ListOf(16)
         from zeroes in Gen.Choose(0, 14)
         from at in Gen.Choose(0, 14)
         select bytes.Select((b, i) => (byte)(i >= at && i < at + zeroes ? 0 : b)).ToArray()).ToArbitrary(),
        bytes =>
        {
            var address = new IPAddress(bytes);
            return IpText.TryParse(address.ToString(), out var parsed)
                && parsed == System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void No_text_is_an_address_that_the_framework_does_not_take_for_the_same() => Prop.ForAll(
        (from parts in Gen.Elements(":", "::", "1", "0", "ffff", "10.0.0.1", ".", "[", "]", "12345", "g", "00").ListOf() select string.Concat(parts))
            .ToArbitrary(),
        text => !IpText.TryParse(text, out var parsed)
            || (IPAddress.TryParse(text, out var address)
                && parsed == System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(address.MapToIPv6().GetAddressBytes())))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    private static AssetInventory Build(TestRow[] rows)
    {
        var builder = new SnapshotBuilder();
        var row = new AssetRow();
        for (var i = 0; i < rows.Length; i++)
        {
            row.Start(i);
            row.Set(AssetField.Id, i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Array.ForEach(rows[i].Hosts, h => row.Set(AssetField.Hostnames, h));
            Array.ForEach(rows[i].Ips, ip => row.Set(AssetField.Ips, ip));
            Array.ForEach(rows[i].Cidrs, c => row.Set(AssetField.Cidrs, c));
            builder.Add(row);
        }

        return new AssetInventory(SnapshotLoader.Load(builder.Build(), out _)!, default);
    }

    private static int[] Hosts(TestRow[] rows, string host)
    {
        var exact = Where(rows, r => r.Hosts.Any(h => h.Equals(host, StringComparison.OrdinalIgnoreCase)));
        if (exact.Length > 0)
        {
            return exact;
        }

        var label = host.Split('.')[0];
        return host.Contains('.')
            ? Where(rows, r => r.Hosts.Contains(label))
            : Where(rows, r => r.Hosts.Any(h => h.Contains('.') && h.Split('.')[0] == label));
    }

    private static int[] Networks(TestRow[] rows, string ip)
    {
        var address = IPAddress.Parse(ip);
        var full = ip.Contains(':') ? 128 : 32;
        for (var prefix = full; prefix >= 0; prefix--)
        {
            var found = Where(rows, r =>
                (prefix == full && r.Ips.Contains(ip))
                || r.Cidrs.Any(c => c.EndsWith($"/{prefix}", StringComparison.Ordinal) && Contains(c, address)));
            if (found.Length > 0)
            {
                return found;
            }
        }

        return [];
    }

    private static bool Contains(string cidr, IPAddress address)
    {
        var (start, length) = (IPAddress.Parse(cidr.Split('/')[0]).GetAddressBytes(), int.Parse(cidr.Split('/')[1], null));
        var bytes = address.GetAddressBytes();
        return bytes.Length == start.Length
            && Enumerable.Range(0, length).All(bit => ((bytes[bit / 8] ^ start[bit / 8]) & (0x80 >> (bit % 8))) == 0);
    }

    private static int[] Where(TestRow[] rows, Func<TestRow, bool> rule) => [.. Enumerable.Range(0, rows.Length).Where(i => rule(rows[i]))];

    private static bool Same(AssetMatch match, int[] expected) => expected.Length switch
    {
        0 => match.Kind == AssetMatchKind.None,
        1 => match.Kind == AssetMatchKind.Unique && match.Asset!.Id == $"{expected[0]}",
        _ => match.Kind == AssetMatchKind.Ambiguous && match.Candidates == expected.Length,
    };

    private sealed record TestRow(string[] Hosts, string[] Ips, string[] Cidrs)
    {
        public override string ToString() => $"[{string.Join(' ', Hosts)} | {string.Join(' ', Ips)} | {string.Join(' ', Cidrs)}]";
    }
}
