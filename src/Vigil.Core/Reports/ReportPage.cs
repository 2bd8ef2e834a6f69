using System.Globalization;
using System.Net;
using System.Text;

namespace Vigil.Core.Reports;

/// <summary>A report as one HTML page that needs nothing else and can be printed. Every text is escaped, wherever it comes from.</summary>
public static class ReportPage
{
    private const string Style = """
        :root{--ink:#1c2430;--soft:#5d6b7e;--line:#dde3ea;--wash:#f5f7fa;--brand:#2456a6;--bad:#b3261e}
        *{box-sizing:border-box}body{margin:0;font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;color:var(--ink);background:var(--wash)}
        main{max-width:60rem;margin:2rem auto;padding:0 1.5rem}header{border-bottom:3px solid var(--brand);padding-bottom:.75rem;margin-bottom:1.5rem}
        h1{margin:0;font-size:1.6rem;letter-spacing:-.01em}header p,.note{margin:.25rem 0 0;color:var(--soft);font-size:.875rem}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:1rem;margin-bottom:1.5rem}
        .tile,section{background:#fff;border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.25rem}
        .tile b{display:block;font-size:1.7rem;line-height:1.2;font-variant-numeric:tabular-nums}.tile span{color:var(--soft);font-size:.875rem}.tile.bad b{color:var(--bad)}
        section{margin-bottom:1.5rem;break-inside:avoid}h2{margin:0 0 .5rem;font-size:1.05rem}
        table{border-collapse:collapse;width:100%}th,td{padding:.4rem .5rem;text-align:left;border-top:1px solid var(--line);overflow-wrap:anywhere}
        thead th{border-top:0;color:var(--soft);font-weight:600;font-size:.8125rem}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        @media print{body{background:#fff;font-size:11pt}main{margin:0;max-width:none;padding:0}}
        """;

    /// <summary>The page, UTF-8.</summary>
    public static byte[] Write(DailyReport report)
    {
        var html = new StringBuilder(16 * 1024);
        var day = report.Day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);
        html.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
            .Append("<title>Vigil, ").Append(Text(day)).Append("</title><style>").Append(Style).Append("</style></head><body><main>")
            .Append("<header><h1>").Append(Text(day)).Append("</h1><p>Daily report of Vigil, UTC. States are as of ")
            .Append(Text(report.WrittenAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))).Append(".</p></header>\n");
        Tiles(html, report);
        Table(html, "Deliveries", ["Sender", "Outcome", "Deliveries"],
            report.Deliveries.Select(d => (string[])[d.Sender, d.Outcome, Number(d.Count)]),
            "Refused ones too. Processes count by themselves every five minutes; one that was killed has lost its last counts.");
        Table(html, "Incidents opened", ["Priority", "State", "Incidents"], report.Opened.Select(Row), null);
        Table(html, "Incidents open now", ["Priority", "State", "Incidents"], report.Open.Select(Row), null);
        Table(html, "How long it took", ["", "Incidents", "Median", "90 in 100 within"],
            [Row("to claim", report.TimeToClaim), Row("to resolve or close", report.TimeToClose)],
            report.Partial ? "There are more incidents than a report looks at: these figures are of a part." : null);
        Table(html, "Dead letters", ["Reason", "Letters"], report.DeadLetters.Select(d => (string[])[d.Reason, Number(d.Count)]), null);
        Table(html, "Slowest stages", ["Stage", "Runs", "Median under", "99 in 100 under"],
            report.Stages.Select(s => (string[])[s.Stage, Number(s.Count), Time(s.MedianSeconds), Time(s.P99Seconds)]), null);
        return Encoding.UTF8.GetBytes(html.Append("</main></body></html>\n").ToString());
    }

    private static void Tiles(StringBuilder html, DailyReport report)
    {
        var taken = report.Deliveries.Where(d => d.Outcome is "accepted" or "duplicate" or "handshake").Sum(d => d.Count);
        var refused = report.Deliveries.Sum(d => d.Count) - taken;
        html.Append("<div class=\"tiles\">");
        Tile(html, taken, "deliveries taken", isBad: false);
        Tile(html, refused, "deliveries refused", isBad: refused > 0);
        Tile(html, report.Opened.Sum(i => i.Count), "incidents opened", isBad: false);
        Tile(html, report.Open.Sum(i => i.Count), "incidents open now", isBad: false);
        Tile(html, report.DeadLetters.Sum(d => d.Count), "dead letters", isBad: report.DeadLetters.Count > 0);
        html.Append("</div>\n");
    }

    private static void Tile(StringBuilder html, long count, string label, bool isBad) => html
        .Append(isBad ? "<div class=\"tile bad\"><b>" : "<div class=\"tile\"><b>").Append(Number(count)).Append("</b><span>").Append(Text(label)).Append("</span></div>");

    /// <summary>The first column is text, and every other that does not start with a digit.</summary>
    private static void Table(StringBuilder html, string title, string[] columns, IEnumerable<string[]> rows, string? note)
    {
        html.Append("<section><h2>").Append(Text(title)).Append("</h2>");
        var all = rows.ToList();
        if (all.Count == 0)
        {
            html.Append("<p class=\"note\">None.</p></section>\n");
            return;
        }

        var isNumber = columns.Select((_, i) => i > 0 && all.TrueForAll(r => r[i].Length > 0 && (char.IsAsciiDigit(r[i][0]) || r[i] == Nothing))).ToArray();
        html.Append("<table><thead><tr>");
        AppendCells(html, "th", columns, isNumber);
        html.Append("</tr></thead><tbody>");
        foreach (var row in all)
        {
            html.Append("<tr>");
            AppendCells(html, "td", row, isNumber);
            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
        if (note is not null)
        {
            html.Append("<p class=\"note\">").Append(Text(note)).Append("</p>");
        }

        html.Append("</section>\n");
    }

    private static void AppendCells(StringBuilder html, string tag, string[] cells, bool[] isNumber)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            html.Append('<').Append(tag).Append(isNumber[i] ? " class=\"n\">" : ">").Append(Text(cells[i])).Append("</").Append(tag).Append('>');
        }
    }

    private const string Nothing = "–";

    private static string[] Row(IncidentCount count) => [count.Priority, count.State, Number(count.Count)];

    private static string[] Row(string what, Durations times) => [what, Number(times.Count), Time(times.MedianSeconds), Time(times.P90Seconds)];

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(double? seconds) => seconds switch
    {
        null => Nothing,
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms"),
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        < 172_800 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:0.#} days"),
    };
}
