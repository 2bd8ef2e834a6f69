using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Clamd;
using Vigil.Core.Tests.Scanning.Hostile;
using Vigil.Testing;
using Vigil.Testing.Clamd;
using Xunit;

namespace Vigil.Core.Tests.Scanning;

/// <summary>
/// One harmless sample in every format that its authors know, and the EICAR test file in archives of archives: what each engine says, and what comes
/// of it. The table is <c>TestFileVerdicts.md</c>; what this run came to lies beside the test's binaries.
/// </summary>
public sealed class TestFileVerdictTests
{
    private const string FileName = "TestFileVerdicts.md";

    private static readonly HashSet<string> s_signatureEngines = [ClamdScanner.Name];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_test_file_has_the_verdict_of_the_table_with_clamd_and_without()
    {
        await using var clamd = await ClamdServer.StartAsync();
        using var scanner = ClamdScannerTests.Scanner(ClamdScannerTests.Tcp(clamd));
        List<string> table = ["| file | clamd | inspector | with clamd | without | without, where inspection suffices |", "| --- | --- | --- | --- | --- | --- |"];
        foreach (var (name, content) in Files())
        {
            table.Add(await RowAsync(scanner, name, content));
        }

        await File.WriteAllLinesAsync(Path.Combine(AppContext.BaseDirectory, FileName), table, Cancellation);
        var expected = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "tests/Vigil.Core.Tests/Scanning", FileName), Cancellation);
        Assert.Equal(expected.SkipWhile(l => !l.StartsWith('|')), table);
        Assert.True(table.Count > 50);
    }

    private static IEnumerable<(string Name, byte[] Content)> Files()
    {
        foreach (var file in Directory.GetFiles(ClamdServer.TestFiles).Order(StringComparer.Ordinal))
        {
            yield return (Path.GetFileName(file), File.ReadAllBytes(file));
        }

        var eicar = Subjects.Eicar;
        yield return ("eicar.com", eicar);
        yield return ("eicar.zip", Archives.Zip(("eicar.com", eicar)));
        yield return ("eicar.gz", Archives.Gzip(eicar));
        yield return ("eicar.tar", Archives.Tar(("eicar.com", eicar)));
        yield return ("eicar.tgz", Archives.Gzip(Archives.Tar(("eicar.com", eicar))));
        yield return ("eicar in zip in zip in zip.zip", Archives.Zip(("b.zip", Archives.Zip(("a.zip", Archives.Zip(("eicar.com", eicar)))))));
        yield return ("eicar in zip in gzip in tar.tar", Archives.Tar(("a.zip.gz", Archives.Gzip(Archives.Zip(("eicar.com", eicar))))));
        yield return ("eicar in tar in gzip in zip.zip", Archives.Zip(("a.tgz", Archives.Gzip(Archives.Tar(("eicar.com", eicar))))));
    }

    private static async Task<string> RowAsync(ClamdScanner clamd, string name, byte[] content)
    {
        var byClamd = await clamd.ScanAsync(Subjects.Of(content, name), Cancellation);
        var byInspector = await Inspecting.AnswerAsync(content, name);
        string[] cells =
        [
            name, Text(byClamd.Verdict, byClamd.Reason), Text(byInspector.Verdict, byInspector.Reason), Text([byClamd, byInspector], false),
            Text([byInspector], false), Text([byInspector], true),
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Text(IReadOnlyList<EngineAnswer> answers, bool inspectionSuffices)
    {
        var verdict = VerdictRule.Of(answers, s_signatureEngines, inspectionSuffices);
        return Text(verdict.Verdict, verdict.Reason);
    }

    private static string Text(ScanVerdict verdict, NotScannedReason? reason) => reason is null ? $"{verdict}" : $"{verdict}: {reason}";
}
