using System.Globalization;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Reports;

namespace Vigil.Cli.Reports;

/// <summary>Prints a report for a terminal.</summary>
internal static class ReportPrinter
{
    public static void Print(DailyReport report)
    {
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Day:yyyy-MM-dd}, UTC; states as of {report.WrittenAt:yyyy-MM-dd HH:mm:ss}"));
        Table("Deliveries", ["Sender", "Outcome", "Deliveries"], report.Deliveries.Select(d => (string[])[d.Sender, d.Outcome, Text(d.Count)]));
        Table("Incidents opened", ["Priority", "State", "Incidents"], report.Opened.Select(i => (string[])[i.Priority, i.State, Text(i.Count)]));
        Table("Incidents open now", ["Priority", "State", "Incidents"], report.Open.Select(i => (string[])[i.Priority, i.State, Text(i.Count)]));
        Table("How long it took", ["", "Incidents", "Median s", "90 in 100 within s"],
            [Row("to claim", report.TimeToClaim), Row("to resolve or close", report.TimeToClose)]);
        Table("Dead letters", ["Reason", "Letters"], report.DeadLetters.Select(d => (string[])[d.Reason, Text(d.Count)]));
        Table("Slowest stages", ["Stage", "Runs", "Median under s", "99 in 100 under s"],
            report.Stages.Select(s => (string[])[s.Stage, Text(s.Count), Text(s.MedianSeconds), Text(s.P99Seconds)]));
    }

    private static void Table(string title, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().RoundedBorder().Title(title).AddColumns(columns);
        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(TerminalText.Markup)]);
        }

        AnsiConsole.Write(table);
    }

    private static string[] Row(string what, Durations times) => [what, Text(times.Count), Text(times.MedianSeconds), Text(times.P90Seconds)];

    private static string Text(double? number) => number?.ToString("0.###", CultureInfo.InvariantCulture) ?? "–";
}
