using Vigil.Core.Normalization;
using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Values;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Senders.Payloads;

/// <summary>What became of one payload file, and what is wrong with it.</summary>
public sealed class PayloadResult
{
    private const int MaxDepth = 512;

    /// <summary>How products write that there is nothing.</summary>
    private static readonly string[] s_nothing = ["<NA>", "N/A", "null", "-", "None"];

    private static readonly DateTimeOffset s_received = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
    private readonly List<string> _problems = [];

    /// <summary>Everything that is not as the rule says, invalid findings included.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public required IReadOnlyList<NormalizedRecord.Found> Findings { get; init; }

    /// <summary>Violations of the schema.</summary>
    public int Errors { get; private set; }

    /// <summary>Observables that the rule names and the file has.</summary>
    public int Expected { get; private set; }

    /// <summary>Those of them that the findings have.</summary>
    public int Observed { get; private set; }

    /// <param name="path">Below the payloads.</param>
    /// <param name="violations">What a finding breaks of the schema.</param>
    public static PayloadResult Of(SenderProfile profile, PayloadRule rule, string path, byte[] body, Func<DetectionFinding, IEnumerable<string>> violations)
    {
        var alert = profile.Mapping.Map(new AlertContext("payload", profile.Name, "", s_received, rule.HeadersOf(path)), body);
        var result = new PayloadResult { Findings = [.. alert.Records.OfType<NormalizedRecord.Found>()] };
        result.CheckOutcome(rule, rule.LabelOf(path), alert);
        foreach (var found in result.Findings)
        {
            result.CheckFinding(rule, found, [.. violations(found.Finding)]);
        }

        result.CheckObservables(rule, body);
        return result;
    }

    private void CheckOutcome(PayloadRule rule, string? ignored, NormalizedAlert alert)
    {
        if (Findings.Count != rule.Findings)
        {
            _problems.Add($"{Findings.Count} findings instead of {rule.Findings}");
        }

        var labels = alert.Records.OfType<NormalizedRecord.Ignored>().Select(r => r.Label).Append(alert.Ignored!).Where(l => l is not null).Distinct().ToList();
        _problems.AddRange(labels.Where(l => l != ignored).Select(l => $"ignored as {l}"));
        _problems.AddRange(alert.Records.OfType<NormalizedRecord.Failed>().Where(f => f.Reason.Name() != rule.Failed).Select(f => $"failed: {f.Reason.Name()}: {f.Detail}"));
        if (ignored is not null && labels.Count == 0)
        {
            _problems.Add($"nothing is ignored as {ignored}");
        }

        if (rule.Failed is not null && !alert.Records.OfType<NormalizedRecord.Failed>().Any())
        {
            _problems.Add($"nothing fails with {rule.Failed}");
        }
    }

    private void CheckFinding(PayloadRule rule, NormalizedRecord.Found found, List<string> violations)
    {
        Errors += violations.Count;
        _problems.AddRange(violations);
        Require(rule, "id", found.SourceId is not null);
        Require(rule, "time", found.Finding.Metadata.OriginalTime is not null);
        Require(rule, "severity", found.Finding.SeverityId != 0);
        Require(rule, "title", !string.IsNullOrWhiteSpace(found.Finding.FindingInfo.Title));
    }

    private void Require(PayloadRule rule, string what, bool told)
    {
        if (told == rule.Untold.Contains(what))
        {
            _problems.Add(told ? $"tells its {what} after all" : $"no {what}");
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
            _problems.AddRange(expected.Where(v => !observed.Contains(v)).Select(v => $"{path} is no observable: {v}"));
        }
    }

    private static bool IsSomething(string value) => !s_nothing.Contains(value, StringComparer.OrdinalIgnoreCase) && value.AsSpan().ContainsAnyExcept('0');

    private static List<string> Read(byte[] body, string path)
    {
        using var tree = new JsonTree(body, MaxDepth, level: 0);
        tree.Parse();
        var sink = new TextsSink(new RecordState(new EmptyTexts([]), s_received), int.MaxValue, int.MaxValue);
        PathParser.Parse(path).SelectFrom(new JsonRef(tree, 0), sink);
        return sink.Texts;
    }
}
