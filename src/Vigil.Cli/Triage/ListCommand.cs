using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Incidents;
using Vigil.Core.Scoring;
using Vigil.Web;
using Vigil.Web.Incidents;

namespace Vigil.Cli.Triage;

/// <summary><c>vigil triage list</c>.</summary>
internal static class ListCommand
{
    public static Command Create(ServerOptions server)
    {
        (string Name, Option<string?> Option)[] filters =
        [
            ("status", new("--status") { Description = "new, in-progress, on-hold, resolved, closed, open; several with commas" }),
            ("priority", new("--priority") { Description = "low, medium, high, critical; several with commas" }),
            ("assignee", new("--assignee") { Description = "Who has it; '' for nobody" }),
            ("asset", new("--asset") { Description = "Name of the asset" }),
            ("q", new("--search") { Description = "Part of title, asset, id or an observable" }),
            ("since", new("--since") { Description = "Last seen at or after this RFC 3339 time" }),
            ("cursor", new("--cursor") { Description = "Where the page before ended" }),
        ];
        var limit = new Option<int>("--limit") { Description = "At most so many", DefaultValueFactory = _ => 50 };
        var command = new Command("list", "List incidents, most urgent first") { limit };
        foreach (var (_, option) in filters)
        {
            command.Add(option);
        }

        command.Run(async (result, cancellationToken) =>
        {
            using var client = server.Connect(result);
            var query = filters.Select(f => (f.Name, Value: result.GetValue(f.Option))).Where(f => f.Value is not null)
                .Select(f => $"&{f.Name}={Uri.EscapeDataString(f.Value!)}");
            var path = string.Create(CultureInfo.InvariantCulture, $"incidents?limit={result.GetValue(limit)}{string.Concat(query)}");
            Print(await client.GetAsync(path, WebJson.Default.IncidentList, cancellationToken), server.Json(result));
            return 0;
        });
        return command;
    }

    private static void Print(IncidentList list, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(list, WebJson.Default.IncidentList));
            return;
        }

        var table = new Table().RoundedBorder().AddColumns("Id", "Priority", "Score", "Status", "Incident", "Asset", "Owner", "Findings", "Last seen", "Assignee");
        foreach (var item in list.Items)
        {
            table.AddRow(
                item.Id,
                Priority.Caption(item.PriorityId),
                item.Score.ToString("0.0", CultureInfo.InvariantCulture),
                IncidentStatus.Caption(item.StatusId),
                TerminalText.Markup(item.Title),
                TerminalText.Markup(item.Asset),
                TerminalText.Markup(item.Owner),
                item.FindingCount.ToString(CultureInfo.InvariantCulture),
                item.LastSeen.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                TerminalText.Markup(item.Assignee));
        }

        AnsiConsole.Write(table);
        if (list.Next is not null)
        {
            AnsiConsole.MarkupLineInterpolated($"More: --cursor {list.Next}");
        }
    }
}
