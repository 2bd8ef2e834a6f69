using System.Text;
using System.Text.Json;
using Vigil.Core.Normalization;
using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Values;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Senders;

/// <summary>Runs the examples of a profile, offline.</summary>
public static class ProfileExamples
{
    private static readonly DateTimeOffset s_received = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    /// <summary>What differs, one line per difference, in the order of the examples; empty when the profile does what it shows.</summary>
    public static IReadOnlyList<ExampleDifference> Run(SenderProfile profile) => [.. profile.Examples.SelectMany(e => Run(profile, e))];

    public static IEnumerable<ExampleDifference> Run(SenderProfile profile, ProfileExample example)
    {
        var alert = profile.Mapping.Map(
            new AlertContext("example", profile.Name, "", s_received, example.Headers), Encoding.UTF8.GetBytes(example.Body));
        var found = alert.Records.OfType<NormalizedRecord.Found>().ToList();
        var ignored = alert.Ignored ?? alert.Records.OfType<NormalizedRecord.Ignored>().FirstOrDefault()?.Label;
        var failed = alert.Records.OfType<NormalizedRecord.Failed>().Select(f => f.Reason.Name()).ToList();
        return Compare(example, "ignored", example.Expect.Ignored, ignored)
            .Concat(Compare(example, "failed", string.Join(", ", example.Expect.Failed), string.Join(", ", failed)))
            .Concat(Compare(example, "number of findings", $"{example.Expect.Findings.Count}", $"{found.Count}"))
            .Concat(example.Expect.Findings.Zip(found).SelectMany((pair, i) => CompareFinding(example, i, pair.First, pair.Second)));
    }

    private static List<ExampleDifference> CompareFinding(
        ProfileExample example, int index, IReadOnlyDictionary<string, string> expected, NormalizedRecord.Found found)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(found.Finding, OcsfJson.Default.DetectionFinding);
        using var tree = new JsonTree(json, maxDepth: 1024, level: 0);
        tree.Parse();
        var differences = new List<ExampleDifference>();
        foreach (var (path, value) in expected)
        {
            differences.AddRange(Compare(example, $"findings[{index}].{path}", value, Actual(path, found, new JsonRef(tree, 0))));
        }

        return differences;
    }

    private static string Actual(string path, NormalizedRecord.Found found, JsonRef finding) => path switch
    {
        "id" => found.SourceId ?? "",
        "start" => found.SourceStart ?? "",
        "updated" => found.SourceUpdatedAt?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", System.Globalization.CultureInfo.InvariantCulture) ?? "",
        "assets" => string.Join(", ", found.AssetKeys.Select(k => $"{k.Kind}={k.Value}")),
        _ => Read(path, finding),
    };

    private static string Read(string path, JsonRef finding)
    {
        var state = new RecordState(new EmptyTexts([]), s_received);
        var sink = new TextsSink(state, int.MaxValue, int.MaxValue);
        PathParser.Parse(path).SelectFrom(finding, sink);
        return string.Join(", ", sink.Texts);
    }

    private static IEnumerable<ExampleDifference> Compare(ProfileExample example, string what, string? expected, string? actual)
    {
        if ((expected ?? "") != (actual ?? ""))
        {
            yield return new ExampleDifference(example.Name, example.Line, what, expected ?? "", actual ?? "");
        }
    }
}
