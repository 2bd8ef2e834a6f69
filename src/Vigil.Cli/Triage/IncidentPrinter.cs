using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Incidents;
using Vigil.Core.Ocsf;
using Vigil.Core.Scoring;
using Vigil.Web;
using Vigil.Web.Incidents;

namespace Vigil.Cli.Triage;

/// <summary>Shows an incident to a person. What alerts contain is escaped.</summary>
internal static class IncidentPrinter
{
    public static void Print(IncidentItem item, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(item, WebJson.Default.IncidentItem));
            return;
        }

        AnsiConsole.MarkupLineInterpolated(
            $"{item.Id}: {IncidentStatus.Caption(item.StatusId)}{(item.Assignee is null ? string.Empty : ", " + TerminalText.Clean(item.Assignee))}");
    }

    public static void Print(IncidentView view, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(view, WebJson.Default.IncidentView));
            return;
        }

        var item = view.Summary;
        AnsiConsole.MarkupLineInterpolated($"[bold]{TerminalText.Clean(item.Title)}[/]");
        var facts = new Grid().AddColumns(2);
        Fact(facts, "Id", item.Id);
        Fact(facts, "Status", IncidentStatus.Caption(item.StatusId));
        Fact(facts, "Priority", Priority.Caption(item.PriorityId));
        Fact(facts, "Score", item.Score.ToString("0.00", CultureInfo.InvariantCulture));
        Fact(facts, "Severity", OcsfClass.SeverityName(item.SeverityId));
        Fact(facts, "Asset", item.Asset ?? "not known");
        Fact(facts, "Owner", item.Owner ?? "not known");
        Fact(facts, "Assignee", item.Assignee ?? "nobody");
        Fact(facts, "Seen", string.Create(CultureInfo.InvariantCulture, $"{item.FirstSeen:yyyy-MM-dd HH:mm:ss} to {item.LastSeen:yyyy-MM-dd HH:mm:ss} UTC"));
        AnsiConsole.Write(facts);
        PrintFindings(view);
        PrintHistory(view);
    }

    private static void Fact(Grid grid, string name, string value) => grid.AddRow($"[grey]{name}[/]", TerminalText.Markup(value));

    private static void PrintFindings(IncidentView view)
    {
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"\n[bold]Findings[/] ({view.Findings.Items.Count} of {view.Summary.FindingCount})");
        foreach (var finding in view.Findings.Items)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture,
                $"  {finding.Score,6:0.00}  {OcsfClass.SeverityName(finding.SeverityId)}  {TerminalText.Clean(finding.Title)}{(finding.Closed ? " (resolved)" : string.Empty)}");
            PrintReceipt(finding.Receipt);
            PrintEvidence(finding.Finding?.Deserialize(OcsfJson.Default.DetectionFinding));
        }
    }

    private static void PrintReceipt(ScoreReceipt? receipt)
    {
        if (receipt is null)
        {
            return;
        }

        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"          [grey]prior {receipt.Prior:0.##} for {OcsfClass.SeverityName(receipt.SeverityId)} × confidence {receipt.Confidence:0.##}[/]");
        foreach (var factor in receipt.Factors)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture,
                $"          [grey]× {factor.Weight:0.##} {factor.Kind}: {TerminalText.Clean(factor.Value)} ({factor.Source} {factor.DataVersion})[/]");
        }
    }

    private static void PrintEvidence(DetectionFinding? finding)
    {
        foreach (var observable in finding?.Observables?.Take(12) ?? [])
        {
            AnsiConsole.MarkupLineInterpolated($"          {observable.Type}: {TerminalText.Clean(observable.Value)}");
        }

        foreach (var line in EvidenceText.Lines(finding?.Evidences ?? []))
        {
            AnsiConsole.MarkupLineInterpolated($"          {line}");
        }

        if (finding?.FindingInfo.SrcUrl is { } source)
        {
            AnsiConsole.MarkupLineInterpolated($"          {TerminalText.Clean(source)}");
        }
    }

    private static void PrintHistory(IncidentView view)
    {
        if (view.AuditFault is not null)
        {
            AnsiConsole.MarkupLineInterpolated($"\n[red]The audit trail is damaged: {TerminalText.Clean(view.AuditFault)}[/]");
        }

        foreach (var entry in view.History)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture,
                $"  [grey]{entry.At:yyyy-MM-dd HH:mm:ss}[/] {TerminalText.Clean(entry.Change.Actor.Name)}: {entry.Change.Verb} {TerminalText.Clean(entry.Change.Comment)}");
        }
    }
}
