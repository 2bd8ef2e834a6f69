using System.Globalization;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Tracing;

namespace Vigil.Cli.Trace;

/// <summary>Prints the way of an alert, step by step with its times. What alerts contain is cleaned.</summary>
internal static class TracePrinter
{
    private const int DigestLength = 12;

    public static void Print(AlertTrace trace)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]Alert {trace.Id}[/] of {trace.Instance}, tenant {TerminalText.Clean(trace.Tenant)}");
        Step(trace.ReceivedAt, "received", $"{trace.Bytes} bytes, SHA-256 {Short(trace.Digest)}");
        Step(trace.ReceivedAt, "verified", $"{trace.Scheme}, secret {trace.SecretVersion}, profile {trace.Profile} {Short(trace.ProfileVersion)}"
            + (trace.PossibleReplay ? "; a possible replay: it opens no incident" : string.Empty));
        Step(trace.StoredAt, "stored", trace.TraceId is { } id ? "trace " + id : "no trace was recorded");
        if (trace.IgnoredAs is { } ignored)
        {
            Step(trace.DoneAt, "ignored", ignored);
        }

        foreach (var failed in trace.FailedRecords)
        {
            Step(null, "set aside", string.Create(CultureInfo.InvariantCulture, $"record {failed.Ordinal}: {failed.Reason}, {failed.Detail}"));
        }

        foreach (var finding in trace.Findings)
        {
            Print(finding);
        }

        if (trace.FindingCount > trace.Findings.Count)
        {
            AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {trace.FindingCount - trace.Findings.Count} more findings"));
        }

        Step(trace.DoneAt, trace.DoneAt is null ? "under way" : "done",
            string.Create(CultureInfo.InvariantCulture, $"{trace.FindingCount} findings, {trace.FailedRecords.Count} records set aside, {trace.IgnoredRecords} ignored"));

        foreach (var incident in trace.Findings.Select(f => f.Incident).OfType<IncidentTrace>().DistinctBy(i => i.Id))
        {
            Print(incident);
        }
    }

    private static void Print(FindingTrace finding)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]Finding {finding.FindingId}[/] {TerminalText.Clean(finding.Title)}");
        Step(finding.StoredAt, finding.StoredAt is null ? "not stored" : "normalised",
            string.Create(CultureInfo.InvariantCulture, $"record {finding.Ordinal}, revision {finding.Revision ?? 0}, profile {Short(finding.NormalizedBy)}"));
        foreach (var answer in finding.Answers)
        {
            Step(finding.EnrichedAt, answer.Name, string.Join(", ", new[]
            {
                answer.Value ?? "nothing found", answer.Source, answer.Detail, answer.Took is { } took ? DurationOf(took) : null,
            }.Where(t => !string.IsNullOrEmpty(t))));
        }

        if (finding.Receipt is { } receipt)
        {
            Step(finding.EnrichedAt, "scored", string.Create(CultureInfo.InvariantCulture,
                $"{receipt.Score:0.00} = prior {receipt.Prior:0.##}, confidence {receipt.Confidence:0.##}")
                + string.Concat(receipt.Factors.Select(f => string.Create(CultureInfo.InvariantCulture, $"; {f.Kind} {f.Value} × {f.Weight:0.##} ({f.Source} {f.DataVersion})"))));
        }

        Step(null, "incident", finding.IncidentId ?? "none");
    }

    private static void Print(IncidentTrace incident)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]Incident {incident.Id}[/] {TerminalText.Clean(incident.Title)}");
        Step(incident.OpenedAt, "opened", string.Create(CultureInfo.InvariantCulture, $"now {incident.Priority}, score {incident.Score:0.00}, {incident.State}, revision {incident.Revision}"));
        Step(incident.PublishedAt, incident.PublishedAt is null ? "not published" : "published", string.Create(CultureInfo.InvariantCulture, $"revision {incident.PublishedRevision}"));
        foreach (var act in incident.History)
        {
            Step(act.At, act.Act, act.Comment is null ? act.By : $"{act.By}: {act.Comment}");
        }
    }

    private static void Step(DateTimeOffset? at, string what, string detail)
    {
        var time = at?.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) ?? string.Empty;
        AnsiConsole.WriteLine($"  {time,-23}  {what,-14}  {TerminalText.Clean(detail)}");
    }

    private static string DurationOf(TimeSpan took) => string.Create(CultureInfo.InvariantCulture, $"{took.TotalMicroseconds:0.#} µs");

    private static string Short(string? digest) => digest is null ? "unknown" : digest[..Math.Min(DigestLength, digest.Length)];
}
