using System.Text.Json;
using Vigil.Core.Normalization;
using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Values;
using Vigil.Core.Senders;
using Vigil.Core.Tests.Normalization;

namespace Vigil.Core.Tests.Ocsf;

/// <summary>What became of one payload file, and what is wrong with it.</summary>
internal sealed class PayloadResult
{
    private const int MaxDepth = 512;

    /// <summary>How products write that there is nothing.</summary>
    private static readonly string[] s_nothing = ["<NA>", "N/A", "null", "-", "None"];

    public List<string> Problems { get; } = [];

    public required IReadOnlyList<NormalizedRecord.Found> Findings { get; init; }

    public int Errors { get; private set; }

    public int Expected { get; private set; }

    public int Observed { get; private set; }

    public static PayloadResult Of(SenderProfile profile, PayloadRule rule, string path, byte[] body, JsonElement schema)
    {
        var alert = profile.Map(body, rule.HeadersOf(path));
        var result = new PayloadResult { Findings = [.. alert.Records.OfType<NormalizedRecord.Found>()] };
        result.CheckOutcome(rule, rule.LabelOf(path), alert);
        foreach (var found in result.Findings)
        {
            result.CheckFinding(rule, found, schema);
        }

        result.CheckObservables(rule, body);
        return result;
    }

    private void CheckOutcome(PayloadRule rule, string? ignored, NormalizedAlert alert)
    {
        if (Findings.Count != rule.Findings)
        {
            Problems.Add($"{Findings.Count} findings instead of {rule.Findings}");
        }

        var labels = alert.Records.OfType<NormalizedRecord.Ignored>().Select(r => r.Label).Append(alert.Ignored!).Where(l => l is not null).Distinct().ToList();
        Problems.AddRange(labels.Where(l => l != ignored).Select(l => $"ignored as {l}"));
        Problems.AddRange(alert.Records.OfType<NormalizedRecord.Failed>().Where(f => f.Reason.Name() != rule.Failed).Select(f => $"failed: {f.Reason.Name()}: {f.Detail}"));
        if (ignored is not null && labels.Count == 0)
        {
            Problems.Add($"nothing is ignored as {ignored}");
        }

        if (rule.Failed is not null && !alert.Records.OfType<NormalizedRecord.Failed>().Any())
        {
            Problems.Add($"nothing fails with {rule.Failed}");
        }
    }

    private void CheckFinding(PayloadRule rule, NormalizedRecord.Found found, JsonElement schema)
    {
        var check = OcsfCheck.Run(schema, found.Json());
        Errors += check.Errors.Count;
        Problems.AddRange(check.Errors.Concat(check.Warnings));
        Require(rule, "id", found.SourceId is not null);
        Require(rule, "time", found.Finding.Metadata.OriginalTime is not null);
        Require(rule, "severity", found.Finding.SeverityId != 0);
        Require(rule, "title", !string.IsNullOrWhiteSpace(found.Finding.FindingInfo.Title));
    }

    private void Require(PayloadRule rule, string what, bool told)
    {
        if (told == rule.Untold.Contains(what))
        {
            Problems.Add(told ? $"tells its {what} after all" : $"no {what}");
        }
    }

    private void CheckObservables(PayloadRule rule, byte[] body)
    {
        if (rule.Findings == 0)
        {
            return;
        }

        var observed = Findings.SelectMany(f => f.Finding.Observables ?? []).Select(o => o.Value!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var path in rule.Observables)
        {
            var expected = path.StartsWith('=') ? [path[1..]] : Read(body, path).Where(IsSomething).ToList();
            Expected += expected.Count;
            Observed += expected.Count(observed.Contains);
            Problems.AddRange(expected.Where(v => !observed.Contains(v)).Select(v => $"{path} is no observable: {v}"));
        }
    }

    private static bool IsSomething(string value) => !s_nothing.Contains(value, StringComparer.OrdinalIgnoreCase) && value.AsSpan().ContainsAnyExcept('0');

    private static List<string> Read(byte[] body, string path)
    {
        using var tree = new JsonTree(body, MaxDepth, level: 0);
        tree.Parse();
        var sink = new TextsSink(new RecordState(new EmptyTexts([]), default), int.MaxValue, int.MaxValue);
        PathParser.Parse(path).SelectFrom(new JsonRef(tree, 0), sink);
        return sink.Texts;
    }
}
