using System.Globalization;
using Spectre.Console;
using Vigil.Cli.Send;
using Vigil.Cli.Shared;

namespace Vigil.Cli.Demo;

/// <summary>What the demo prints.</summary>
internal static class DemoReport
{
    private static readonly int s_width = DemoPlan.Steps.Select(s => s.Says).Concat(DemoPlan.Uploads.Select(u => u.Says)).Max(s => s.Length);

    public static void PrintStart(Uri server) =>
        AnsiConsole.MarkupLineInterpolated($"Vigil listens on {server}\n\n[bold]What senders post, and what Vigil answers[/]");

    public static void Print(DemoStep step, DeliveryAnswer answer)
    {
        var says = answer.Reason ?? (answer.Duplicate ? "duplicate of " : "alert ") + answer.AlertId;
        var expected = step.IsAnsweredBy(answer) ? string.Empty : $"  expected {step.Status} {step.Reason}";
        AnsiConsole.MarkupLineInterpolated($"  {step.Says.PadRight(s_width)}  [{(answer.Status < 300 ? "green" : "yellow")}]{answer.Status}[/] {says}[red]{expected}[/]");
    }

    /// <summary>Why a file is called clean without an engine that has signatures.</summary>
    public static void PrintPolicy() => AnsiConsole.MarkupLine(
        "\n[bold]What is uploaded, and where it ends[/]\n"
        + "  [grey]Scanning__InspectionSuffices=true: for this demo inspection suffices; otherwise nothing is clean without clamd or Defender[/]");

    public static void Print(DemoUpload upload, string uploadId, string status)
    {
        var expected = status == upload.Status ? string.Empty : $"  expected {upload.Status}";
        AnsiConsole.MarkupLineInterpolated($"  {upload.Says.PadRight(s_width)}  [{(status == "clean" ? "green" : "yellow")}]{status}[/] {uploadId}[red]{expected}[/]");
    }

    /// <summary>The incidents as they came over the queue, with the reason of the score out of the API.</summary>
    public static async Task PrintAsync(IReadOnlyList<DemoEvent> events, VigilClient client, CancellationToken cancellationToken)
    {
        AnsiConsole.MarkupLine("\n[bold]What lies in the queue for triage[/]");
        foreach (var incident in events)
        {
            var view = await client.GetAsync($"incidents/{incident.IncidentId}", cancellationToken);
            var why = view.GetProperty("findings").GetProperty("items")[0].GetProperty("finding").GetProperty("risk_details").GetString();
            AnsiConsole.MarkupLineInterpolated(
                CultureInfo.InvariantCulture, $"  {incident.Score,5:0.0}  {incident.Priority,-8}  [bold]{TerminalText.Clean(incident.Title)}[/]");
            AnsiConsole.MarkupLineInterpolated($"         asset {TerminalText.Clean(incident.Asset)}, owner {TerminalText.Clean(incident.Owner)}");
            AnsiConsole.MarkupLineInterpolated($"         [grey]{TerminalText.Clean(why)}[/]");
        }
    }

    public static void PrintVerdict(bool asExpected) => AnsiConsole.MarkupLine(asExpected
        ? "[green]Exactly the expected incidents and refusals happened.[/]"
        : "[red]Something other than expected happened: see above.[/]");

    public static void PrintNext(Uri server) => AnsiConsole.MarkupLineInterpolated(
        $"""

        Vigil keeps running until Ctrl+C. In another terminal:
          ./vigil triage list --server {server}
          ./vigil triage next --server {server}
        """);
}
