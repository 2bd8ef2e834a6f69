using System.Globalization;
using System.Text;
using Vigil.Core.Senders;
using Vigil.Testing;

namespace Vigil.Benchmarks.Parsing;

/// <summary>
/// What mapping and verification cost as multiples of a bare <c>JsonDocument.Parse</c> of the same bytes in the same run. Mapping is from verified bytes to
/// validated findings, as objects, with the digest of each record; verification from headers and bytes to a verdict.
/// </summary>
internal static class ParsingTables
{
    private const int WarmUps = 2;
    private static readonly int[] s_sizes = [1_000, 10_000];

    private static readonly (string Profile, string Event, string File)[] s_payloads =
    [
        ("github", "code_scanning_alert", "github/code_scanning_alert.fixed.3.json"),
        ("github", "dependabot_alert", "github/dependabot_alert.fixed.0.json"),
        ("falco", "", "falco/real.terminal-shell.2021.json"),
    ];

    public static void Print(TextWriter output)
    {
        SampleSet[] mapped = [.. Examples(), .. Payloads()];
        SignedSample[] signed = [.. SignedSample.Schemes.SelectMany(_ => s_sizes, SignedSample.Create)];
        for (var i = 0; i < WarmUps; i++)
        {
            Array.ForEach(mapped, s => Turns.WarmUp(s.Parse, s.Map));
            Array.ForEach(signed, s => Turns.WarmUp(s.Verify, s.Bare));
        }

        Row(output, "mapping", "bytes", "parse ns", "map ns", "ratio", "allocated");
        foreach (var samples in mapped)
        {
            var measured = Turns.Run(samples.Parse, samples.Map);
            var (parse, map) = (measured[0], measured[1]);
            Row(output, samples.Name, Text(samples.Length), Text(parse.Nanoseconds), Text(map.Nanoseconds), Ratio(map, parse), Text(map.Allocated));
        }

        output.WriteLine();
        Row(output, "verification", "bytes", "parse ns", "verify ns", "ratio", "allocated", "bare ns", "ratio");
        foreach (var sample in signed)
        {
            var measured = Turns.Run(sample.Parse, sample.Verify, sample.Bare);
            var (parse, verify, bare) = (measured[0], measured[1], measured[2]);
            Row(output, sample.Scheme, Text(sample.Length), Text(parse.Nanoseconds), Text(verify.Nanoseconds), Ratio(verify, parse), Text(verify.Allocated),
                Text(bare.Nanoseconds), Ratio(verify, bare));
        }
    }

    /// <summary>The examples of each profile that give findings.</summary>
    private static IEnumerable<SampleSet> Examples() => ProfileCatalog.LoadEmbedded().Profiles.Select(p => new SampleSet(
        p.Name,
        p,
        [.. p.Examples.Where(e => e.Expect.Findings.Count > 0).Select(e => new Sample(p.Name, e.Headers, Encoding.UTF8.GetBytes(e.Body)))]));

    /// <summary>Real alerts of full size, where the payloads lie beside the repository.</summary>
    private static IEnumerable<SampleSet> Payloads() => s_payloads.Where(_ => Repository.Payloads is not null).Select(p => new SampleSet(
        Path.GetFileNameWithoutExtension(p.File),
        ProfileCatalog.LoadEmbedded().Find(p.Profile)!,
        new Sample(p.Profile, new Dictionary<string, string> { ["X-GitHub-Event"] = p.Event }, File.ReadAllBytes(Path.Combine(Repository.Payloads!, p.File)))));

    private static void Row(TextWriter output, string name, params string[] cells) =>
        output.WriteLine($"{name,-32}{string.Concat(cells.Select(c => c.PadLeft(12)))}");

    private static string Text(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Ratio(Measured one, Measured other) => (one.Nanoseconds / other.Nanoseconds).ToString("N1", CultureInfo.InvariantCulture);
}
