using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Web;
using Vigil.Web.DeadLetters;

namespace Vigil.Cli.DeadLetters;

/// <summary><c>vigil dead-letters list|show|replay</c>: work that was set aside, over the HTTP API.</summary>
internal static class DeadLettersCommand
{
    private static readonly ServerOptions s_server = new();

    public static Command Create()
    {
        var command = new Command("dead-letters", "Work that could not be done, and why") { List(), Show(), Replay() };
        s_server.AddTo(command);
        return command;
    }

    private static Command List()
    {
        var filter = new LetterFilter();
        var command = new Command("list", "List the dead letters that wait");
        filter.AddTo(command);
        command.Run(async (result, cancellationToken) =>
        {
            using var client = s_server.Connect(result);
            var letters = await PagesAsync(client, filter.Query(result), cancellationToken).ToListAsync(cancellationToken);
            if (s_server.Json(result))
            {
                Console.WriteLine(JsonSerializer.Serialize(new DeadLetterList(letters, null), WebJson.Default.DeadLetterList));
                return 0;
            }

            var table = new Table().RoundedBorder().AddColumns("Id", "Stage", "Reason", "Detail", "About", "Tries", "Replays", "Last seen");
            foreach (var letter in letters)
            {
                table.AddRow(
                    letter.Id, TerminalText.Markup(letter.Stage), TerminalText.Markup(letter.Reason), TerminalText.Markup(letter.Detail),
                    TerminalText.Markup(letter.SubjectId), letter.Attempts.Count.ToString(CultureInfo.InvariantCulture),
                    letter.Replays.Count.ToString(CultureInfo.InvariantCulture),
                    letter.LastSeen.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
            }

            AnsiConsole.Write(table);
            return 0;
        });
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("id") { Description = "Id of the dead letter" };
        var command = new Command("show", "Show a dead letter with its history, and what its replay would come to now") { id };
        command.Run(async (result, cancellationToken) =>
        {
            using var client = s_server.Connect(result);
            LetterPrinter.Print(await ReplayAsync(client, result.GetRequiredValue(id), dryRun: true, cancellationToken), s_server.Json(result));
            return 0;
        });
        return command;
    }

    private static Command Replay()
    {
        var ids = new Argument<string[]>("id") { Description = "Ids of dead letters", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Replay every dead letter that waits" };
        var filter = new LetterFilter();
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tell what would happen" };
        var command = new Command("replay", "Send dead letters through the pipeline again, by the present profiles and rules") { ids, all, dryRun };
        filter.AddTo(command);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(all) || filter.IsGiven(result)) == (result.GetValue(ids) is { Length: > 0 }))
            {
                result.AddError("Name the dead letters to replay, or say --all, --reason, --stage or --since.");
            }
        });
        command.Run(async (result, cancellationToken) =>
        {
            using var client = s_server.Connect(result);
            var report = new ReplayReport(result.GetValue(dryRun), s_server.Json(result));
            var chosen = result.GetValue(ids) is { Length: > 0 } named
                ? named.Distinct().ToAsyncEnumerable()
                : PagesAsync(client, filter.Query(result), cancellationToken).Select(l => l.Id);
            await foreach (var id in chosen.WithCancellation(cancellationToken))
            {
                report.Add(await TryReplayAsync(client, id, result.GetValue(dryRun), cancellationToken));
            }

            return report.Finish();
        });
        return command;
    }

    private static async Task<ReplayedLetter> TryReplayAsync(VigilClient client, string id, bool dryRun, CancellationToken cancellationToken)
    {
        try
        {
            return new ReplayedLetter(id, await ReplayAsync(client, id, dryRun, cancellationToken), null);
        }
        catch (CliException exception)
        {
            return new ReplayedLetter(id, null, exception.Message);
        }
    }

    private static async Task<ReplayAnswer> ReplayAsync(VigilClient client, string id, bool dryRun, CancellationToken cancellationToken)
    {
        var path = $"dead-letters/{Uri.EscapeDataString(id)}/replay{(dryRun ? "?dryRun=true" : string.Empty)}";
        return (await client.PostAsync(path, [], null, cancellationToken)).Deserialize(WebJson.Default.ReplayAnswer)!;
    }

    /// <summary>Page by page, so that an interruption loses nothing and the first ones need not wait for the last.</summary>
    private static async IAsyncEnumerable<DeadLetterItem> PagesAsync(
        VigilClient client, string query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var path = "dead-letters?" + query + (cursor is null ? string.Empty : "&cursor=" + Uri.EscapeDataString(cursor));
            var page = await client.GetAsync(path, WebJson.Default.DeadLetterList, cancellationToken);
            foreach (var letter in page.Items)
            {
                yield return letter;
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }
}
