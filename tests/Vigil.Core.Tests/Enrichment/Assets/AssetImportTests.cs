using System.Text;
using Vigil.Core.Enrichment;
using Vigil.Core.Enrichment.Assets.Import;
using Vigil.Core.Ports;
using Xunit;

namespace Vigil.Core.Tests.Enrichment.Assets;

public sealed class AssetImportTests
{
    private const string FullCsv =
        "id,name,hostnames,ips,cidrs,resource_ids,repositories,containers,pods,owner,team,environment,criticality,exposure,tags\r\n"
        + "a-1,Payments,pay-1.corp.example;pay,10.1.2.3;2001:db8::5,10.9.0.0/16,/subscriptions/1/vm/pay,corp/pay,pay-api,pay/api-0,"
        + "ann@corp.example,payments,prod,critical,internet,pci;gdpr\r\n";

    private const string FullJson = """
        [ { "id": "a-1", "name": "Payments", "hostnames": ["pay-1.corp.example", "pay"], "ips": ["10.1.2.3", "2001:db8::5"], "cidrs": ["10.9.0.0/16"],
            "resource_ids": ["/subscriptions/1/vm/pay"], "repositories": ["corp/pay"], "containers": ["pay-api"], "pods": ["pay/api-0"],
            "owner": "ann@corp.example", "team": "payments", "environment": "prod", "criticality": "critical", "exposure": "internet",
            "tags": ["pci", "gdpr"] } ]
        """;

    [Theory]
    [InlineData(FullCsv, AssetFileFormat.Csv)]
    [InlineData(FullJson, AssetFileFormat.Json)]
    public async Task Every_field_of_a_row_comes_back_and_every_name_finds_it(string text, AssetFileFormat format)
    {
        var assets = await AssetFiles.LoadAsync(text, format);

        (AssetKeyKind, string, string)[] names =
        [
            (AssetKeyKind.Hostname, "PAY-1.corp.example.", "hostname"), (AssetKeyKind.Hostname, "pay", "hostname"),
            (AssetKeyKind.Ip, "10.1.2.3", "ip"), (AssetKeyKind.Ip, "2001:DB8:0::5", "ip"), (AssetKeyKind.Ip, "10.9.200.1", "cidr 10.9.0.0/16"),
            (AssetKeyKind.ResourceId, "/SUBSCRIPTIONS/1/VM/PAY", "resource-id"), (AssetKeyKind.Repository, "Corp/Pay", "repository"),
            (AssetKeyKind.Container, "pay-api", "container"), (AssetKeyKind.Pod, "pay/api-0", "pod"),
        ];
        foreach (var (kind, name, rule) in names)
        {
            var match = assets.Match(kind, name);
            Assert.Equal((AssetMatchKind.Unique, rule, 1), (match.Kind, match.MatchedBy, match.Candidates));
            Assert.Equal(["pci", "gdpr"], match.Asset!.Tags);
            Assert.Equal(
                new Asset("a-1", "Payments", "ann@corp.example", "payments", "prod", Criticality.Critical, Exposure.Internet, match.Asset.Tags),
                match.Asset);
        }
    }

    [Fact]
    public async Task Json_may_be_one_object_per_line_with_singular_names_and_plain_strings()
    {
        var assets = await AssetFiles.LoadAsync(
            "\uFEFF{\"id\":\"a\",\"hostname\":\"one;two\",\"tags\":null}\n\n{\"id\":\"b\",\"FQDN\":\"three.example\"}", AssetFileFormat.Json);

        Assert.Equal("a", assets.Match(AssetKeyKind.Hostname, "two").Asset?.Id);
        Assert.Equal("b", assets.Match(AssetKeyKind.Hostname, "three.example").Asset?.Id);
        Assert.Equal("b", assets.Match(AssetKeyKind.Hostname, "three.example").Asset?.Name);
    }

    [Fact]
    public async Task Csv_may_have_a_byte_order_mark_quoted_line_breaks_and_cells_that_a_spreadsheet_would_run()
    {
        var assets = await AssetFiles.LoadAsync("\uFEFFid,Host Name,notes,hostnames\n\"=cmd()\",x,\"two\nlines, \"\"quoted\"\"\",\"a;\nb\"\n");

        Assert.Equal("=cmd()", assets.Match(AssetKeyKind.Hostname, "b").Asset?.Id);
    }

    [Fact]
    public async Task Columns_without_a_meaning_are_told()
    {
        using var store = new TestStore();
        var (outcome, _) = await AssetFiles.ImportAsync(store, "id,criticalty,owner\na,high,o\n");

        Assert.Equal(["criticalty"], Assert.IsType<AssetImportOutcome.Imported>(outcome).IgnoredColumns);
    }

    [Fact]
    public async Task Every_bad_csv_row_is_reported_with_its_line_and_reason_and_nothing_is_swapped() => Assert.Equal(
        [
            new(3, "Criticality is none of low, medium, high, critical"),
            new(4, "id is missing"),
            new(6, "Ips holds no IP address"),
            new(8, "Cidrs holds no CIDR range"),
            new(9, "has 3 cells, the header has 5"),
            new(10, "id stands in an earlier row"),
            new(11, "Name holds a control character or broken UTF-8"),
            new(12, "has a quote where none may stand"),
        ],
        await AssetFiles.RefuseAsync(
            "id,name,criticality,ips,cidrs\n"
            + "a,fine,high,10.0.0.1,10.0.0.0/8\n"
            + "b,x,huge,,\n"
            + ",x,,,\n"
            + "\n"
            + "c,\"\na line break around a name is no harm\",,010.0.0.1,\n"
            + "d,x,,,10.0.0.0/33\n"
            + "e,x,\n"
            + "a,again,,,\n"
            + "f,be\u0007ll,,,\n"
            + "g,st\"ray,,,\n"));

    [Fact]
    public async Task Every_bad_json_object_is_reported_with_its_line_and_reason_and_nothing_is_swapped() => Assert.Equal(
        [
            new(3, "Hostnames holds something other than strings"),
            new(4, "Id is no string"),
            new(5, "is no JSON object"),
            new(6, "Owner stands twice"),
            new(7, "Exposure is none of internal, partner, internet"),
            new(9, "Id holds a control character or broken UTF-8"),
            new(10, "id stands in an earlier row"),
        ],
        await AssetFiles.RefuseAsync(
            """
            [
              {"id": "a", "hostnames": ["x"]},
              {"id": "b", "hostnames": ["x", {"deep": ["]"]}]},
              {"id": 7},
              {"id": "c" "name": "no comma"},
              {"id": "d", "owner": "x", "Owner": "y"},
              {"id": "e",
               "exposure": "everywhere"},
              {"id": "\u0000"},
              {"id": "a"}
            ]
            """, AssetFileFormat.Json));

    [Theory]
    [InlineData("", AssetFileFormat.Csv, 1, "the header names no column id")]
    [InlineData("name\nx\n", AssetFileFormat.Csv, 1, "the header names no column id")]
    [InlineData("id\n", AssetFileFormat.Csv, 1, "the file holds no assets")]
    [InlineData("", AssetFileFormat.Json, 1, "the file holds no assets")]
    [InlineData("[]", AssetFileFormat.Json, 1, "the file holds no assets")]
    [InlineData("[{\"id\":\"a\"}", AssetFileFormat.Json, 1, "the file ends inside the array")]
    [InlineData("[\n{\"id\":\"a\"", AssetFileFormat.Json, 2, "the file ends inside an object")]
    [InlineData("{\"id\":\"a\"}\n\"b\"", AssetFileFormat.Json, 2, "something other than an object")]
    [InlineData("[{\"id\":\"a\"}]{\"id\":\"b\"}", AssetFileFormat.Json, 1, "something other than an object")]
    public async Task A_file_that_cannot_be_read_as_a_whole_changes_nothing(string text, AssetFileFormat format, long line, string reason)
    {
        using var store = new TestStore();
        var (outcome, _) = await AssetFiles.ImportAsync(store, text, format);

        Assert.Equal(new AssetImportOutcome.Unreadable(line, reason), outcome);
        Assert.Null(await store.Blobs.FindAsync(Containers.Reference, "assets/current", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(AssetFileFormat.Csv)]
    [InlineData(AssetFileFormat.Json)]
    public async Task A_row_beyond_the_limit_ends_the_import(AssetFileFormat format)
    {
        using var store = new TestStore();
        string Rows(int count) => format == AssetFileFormat.Csv
            ? "id\n" + string.Join('\n', Enumerable.Range(0, count))
            : string.Join('\n', Enumerable.Range(0, count).Select(i => $$"""{"id":"{{i}}"}"""));

        Assert.Equal(3, Assert.IsType<AssetImportOutcome.Imported>(
            (await AssetFiles.ImportAsync(store, Rows(3), format, new AssetImportLimits(MaxRows: 3))).Outcome).Assets);
        Assert.IsType<AssetImportOutcome.Unreadable>(
            (await AssetFiles.ImportAsync(store, Rows(4), format, new AssetImportLimits(MaxRows: 3))).Outcome);
    }

    [Fact]
    public async Task An_inventory_beyond_the_size_limit_ends_the_import()
    {
        using var store = new TestStore();
        var text = "id\n" + string.Join('\n', Enumerable.Range(0, 100).Select(i => new string('x', 100) + i));

        Assert.IsType<AssetImportOutcome.Imported>((await AssetFiles.ImportAsync(store, text)).Outcome);
        Assert.IsType<AssetImportOutcome.Unreadable>((await AssetFiles.ImportAsync(store, text, limits: new(MaxSnapshotBytes: 5000))).Outcome);
    }

    [Theory]
    [InlineData(AssetImportLimits.MaxTextLength, 0)]
    [InlineData(AssetImportLimits.MaxTextLength + 1, 1)]
    public async Task A_value_longer_than_the_limit_is_a_bad_row(int length, int bad)
    {
        using var store = new TestStore();
        var (_, badRows) = await AssetFiles.ImportAsync(store, $"id,owner\na,{new string('x', length)}\n");

        Assert.Equal(bad, badRows.Count);
    }

    [Theory]
    [InlineData(AssetImportLimits.MaxValuesPerRow, 0)]
    [InlineData(AssetImportLimits.MaxValuesPerRow + 1, 1)]
    public async Task A_row_that_lists_more_than_the_limit_is_bad(int values, int bad)
    {
        using var store = new TestStore();
        var (_, badRows) = await AssetFiles.ImportAsync(store, $"id,hostnames\na,{string.Join(';', Enumerable.Range(0, values).Select(i => $"h{i}"))}\n");

        Assert.Equal(bad, badRows.Count);
    }

    [Theory]
    [InlineData("id,name\na,\"", AssetFileFormat.Csv)]
    [InlineData("{\"id\":\"", AssetFileFormat.Json)]
    public async Task An_unclosed_quote_before_a_huge_rest_is_refused_without_reading_it_all(string start, AssetFileFormat format)
    {
        using var store = new TestStore();
        using var endless = new EndlessStream(Encoding.UTF8.GetBytes(start));

        Assert.IsType<AssetImportOutcome.Unreadable>((await AssetFiles.ImportAsync(store, endless, format)).Outcome);
    }

    [Fact]
    public async Task Broken_utf8_is_a_bad_row()
    {
        using var store = new TestStore();
        using var content = new MemoryStream([.. "id\na\nb"u8, 0xC3, 0x28, (byte)'\n']);

        Assert.Equal([new BadRow(3, "Id holds a control character or broken UTF-8")], (await AssetFiles.ImportAsync(store, content, AssetFileFormat.Csv)).BadRows);
    }

    [Fact]
    public async Task Progress_tells_rows_bad_rows_and_bytes()
    {
        using var store = new TestStore();
        var text = Encoding.UTF8.GetBytes("id\n" + string.Join('\n', Enumerable.Range(0, 2500)) + "\n1\n");
        var reports = new List<AssetImportProgress>();
        using var content = new MemoryStream(text);
        await new AssetImport(store.Blobs, store.Time, new AssetImportLimits()).ImportAsync(
            content, AssetFileFormat.Csv, _ => { }, new Inline(reports), TestContext.Current.CancellationToken);

        Assert.Equal([1000, 2000, 2501], reports.Select(r => r.Rows));
        Assert.Equal(new AssetImportProgress(2501, 1, text.Length), reports[^1]);
    }

    private sealed class Inline(List<AssetImportProgress> reports) : IProgress<AssetImportProgress>
    {
        public void Report(AssetImportProgress value) => reports.Add(value);
    }

    /// <summary>A start, then the letter x without end: whoever reads on never comes back.</summary>
    private sealed class EndlessStream(byte[] start) : MemoryStream(start)
    {
        public override int Read(byte[] buffer, int offset, int count) => Endless(base.Read(buffer, offset, count), buffer.AsSpan(offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Endless(await base.ReadAsync(buffer, cancellationToken), buffer.Span);

        private static int Endless(int read, Span<byte> buffer)
        {
            buffer[read..].Fill((byte)'x');
            return buffer.Length;
        }
    }
}
