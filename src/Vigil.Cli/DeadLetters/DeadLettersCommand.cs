using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Web;
using Vigil.Web.DeadLetters;

namespace Vigil.Cli.DeadLetters;

/// <summary><c>vigil dead-letters list|replay</c>: work that was set aside, over the HTTP API.</summary>
internal static class DeadLettersCommand
{
    private static readonly ServerOptions s_server = new();

    public static Command Create()
    {
        var command = new Command("dead-letters", "Work that could not be done, and why") { List(), Replay() };
        s_server.AddTo(command);
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List dead letters");
        command.Run(async (result, cancellationToken) =>
        {
            using var client = s_server.Connect(result);
            var letters = await AllAsync(client, cancellationToken);
            if (s_server.Json(result))
            {
                Console.WriteLine(JsonSerializer.Serialize(new DeadLetterList(letters, null), WebJson.Default.DeadLetterList));
                return 0;
            }

            var table = new Table().RoundedBorder().AddColumns("Id", "Stage", "Reason", "Detail", "About", "Tries", "Last seen");
            foreach (var letter in letters)
            {
                table.AddRow(
                    letter.Id, TerminalText.Markup(letter.Stage), TerminalText.Markup(letter.Reason), TerminalText.Markup(letter.Detail),
                    TerminalText.Markup(letter.SubjectId), letter.Attempts.Count.ToString(CultureInfo.InvariantCulture),
                    letter.LastSeen.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
            }

            AnsiConsole.Write(table);
            return 0;
        });
        return command;
    }

    private static Command Replay()
    {
        var ids = new Argument<string[]>("id") { Description = "Ids of dead letters", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Replay every dead letter" };
        var reason = new Option<string?>("--reason") { Description = "With --all: only those with this reason" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tell what would be replayed" };
        var command = new Command("replay", "Send dead letters through the pipeline again") { ids, all, reason, dryRun };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) == (result.GetValue(ids) is { Length: > 0 }))
            {
                result.AddError("Name the dead letters to replay, or say --all.");
            }
        });
        command.Run(async (result, cancellationToken) =>
        {
            using var client = s_server.Connect(result);
            var chosen = result.GetValue(all)
                ? (await AllAsync(client, cancellationToken)).Where(l => result.GetValue(reason) is not { } wanted || l.Reason == wanted).Select(l => l.Id)
                : result.GetValue(ids)!;
            var report = new ReplayReport(result.GetValue(dryRun), s_server.Json(result));
            foreach (var id in chosen.Distinct())
            {
                report.Add(await ReplayAsync(client, id, result.GetValue(dryRun), cancellationToken));
            }

            return report.Finish();
        });
        return command;
    }

    private static async Task<ReplayedLetter> ReplayAsync(VigilClient client, string id, bool dryRun, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.PostAsync(
                $"dead-letters/{Uri.EscapeDataString(id)}/replay{(dryRun ? "?dryRun=true" : string.Empty)}", [], null, cancellationToken);
            return new ReplayedLetter(id, answer.Deserialize(WebJson.Default.DeadLetterItem), null);
        }
        catch (CliException exception)
        {
            return new ReplayedLetter(id, null, exception.Message);
        }
    }

    private static async Task<List<DeadLetterItem>> AllAsync(VigilClient client, CancellationToken cancellationToken)
    {
        var letters = new List<DeadLetterItem>();
        string? cursor = null;
        do
        {
            var page = await client.GetAsync(
                cursor is null ? "dead-letters" : "dead-letters?cursor=" + Uri.EscapeDataString(cursor), WebJson.Default.DeadLetterList, cancellationToken);
            letters.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return letters;
    }
}
