using System.Text.Json;
using System.Text.RegularExpressions;
using Vigil.Core;
using Vigil.Functions.Tests.Source;
using Vigil.Testing;
using Xunit;

namespace Vigil.Functions.Tests.Infra;

/// <summary>The queries of alerts and of the workbook, against the metrics that there are (README; Core's own tests keep that table true).</summary>
public sealed partial class MonitoringTests
{
    private static readonly string s_infra = Path.Combine(Repository.Root, "infra", "modules");

    private static readonly string[] s_queries = [.. AlertQueries().Concat(WorkbookQueries())];

    private static readonly Dictionary<string, string[]> s_metrics = Metrics();

    /// <summary>Outcomes that are no <see cref="Reason"/>.</summary>
    private static readonly string[] s_outcomes = ["accepted", "duplicate", "handshake", "completed", "created", "updated", "repeated", "ignored", "engine-unavailable"];

    [Fact]
    public void There_are_queries_to_look_at()
    {
        Assert.True(AlertQueries().Count() >= 7);
        Assert.True(WorkbookQueries().Count() >= 10);
    }

    [Fact]
    public void Every_query_asks_for_metrics_that_exist_by_labels_that_they_have() => Assert.All(s_queries.Where(q => q.StartsWith("AppMetrics", StringComparison.Ordinal)), query =>
    {
        var names = MetricName().Matches(query).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains(name, s_metrics.Keys));
        Assert.All(Label().Matches(query).Select(m => m.Groups[1].Value), label => Assert.All(names, name => Assert.Contains(label, s_metrics[name])));
    });

    [Fact]
    public void Every_metric_is_somewhere_in_the_workbook_or_has_a_span_of_its_own()
    {
        // The time to an answer has percentiles only as spans.
        var shown = WorkbookQueries().SelectMany(q => MetricName().Matches(q)).Select(m => m.Groups[1].Value);
        Assert.Equal(["vigil.intake.duration", "vigil.message.age"], s_metrics.Keys.Except(shown).Order());
    }

    [Fact]
    public void Spans_are_those_of_functions() => Assert.All(s_queries.SelectMany(q => Span().Matches(q)), span =>
        Assert.Contains(span.Groups[1].Value, FunctionList.All.Select(f => f.Name)));

    [Fact]
    public void Every_outcome_in_a_query_can_happen()
    {
        var reasons = Enum.GetValues<Reason>().Select(r => r.Name()).Concat(s_outcomes).ToList();
        Assert.All(s_queries.SelectMany(q => OutcomeIs().Matches(q)).SelectMany(m => Literal().Matches(m.Value)), literal => Assert.Contains(literal.Groups[1].Value, reasons));
        Assert.All(s_queries.SelectMany(q => OutcomeStarts().Matches(q)), start =>
            Assert.Contains(reasons, reason => reason.StartsWith(start.Groups[1].Value, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> AlertQueries() =>
        from match in AlertQuery().Matches(File.ReadAllText(Path.Combine(s_infra, "alerts.bicep"))) select match.Groups[1].Value;

    private static IEnumerable<string> WorkbookQueries() =>
        from item in JsonDocument.Parse(File.ReadAllText(Path.Combine(s_infra, "workbook.json"))).RootElement.GetProperty("items").EnumerateArray()
        let content = item.GetProperty("content")
        where content.TryGetProperty("query", out _)
        select content.GetProperty("query").GetString();

    private static Dictionary<string, string[]> Metrics() =>
        (from row in MetricRow().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md")))
         from name in Quoted().Matches(row.Groups[1].Value)
         select (Name: name.Groups[1].Value, Labels: row.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries)))
        .ToDictionary(m => m.Name, m => m.Labels);

    [GeneratedRegex("query: '''(.*?)'''", RegexOptions.Singleline)]
    private static partial Regex AlertQuery();

    [GeneratedRegex(@"^\| (`vigil\.[^|]*) \| [^|]+ \| ([^|]+) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex MetricRow();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"Name == '(vigil\.[\w.]+)'")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"Properties\.(\w+)")]
    private static partial Regex Label();

    [GeneratedRegex("^AppRequests\\s.*?Name == '(\\w+)'", RegexOptions.Singleline)]
    private static partial Regex Span();

    [GeneratedRegex(@"outcome (?:==|in) \(?'[^)\n]+")]
    private static partial Regex OutcomeIs();

    [GeneratedRegex("outcome startswith '([^']+)'")]
    private static partial Regex OutcomeStarts();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Literal();
}
