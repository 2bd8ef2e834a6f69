using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.DeadLetters;
using Vigil.Web;
using Vigil.Web.DeadLetters;

namespace Vigil.Cli.DeadLetters;

/// <summary>Prints one dead letter.</summary>
internal static class LetterPrinter
{
    public static void Print(ReplayAnswer answer, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(answer, WebJson.Default.ReplayAnswer));
            return;
        }

        var letter = answer.Letter;
        AnsiConsole.MarkupLineInterpolated($"[bold]{letter.Id}[/]  {TerminalText.Clean(letter.Stage)}  {TerminalText.Clean(letter.Reason)}");
        AnsiConsole.MarkupLineInterpolated($"  about   {TerminalText.Clean(letter.SubjectId)}");
        AnsiConsole.MarkupLineInterpolated($"  detail  {TerminalText.Clean(letter.Detail)}");
        foreach (var (at, what) in letter.Attempts.Select(a => (a, "failed")).Concat(letter.Replays.Select(r => (r.At, "replayed by " + r.By))).OrderBy(e => e.Item1))
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  {at:yyyy-MM-dd HH:mm:ss}  {TerminalText.Clean(what)}");
        }

        AnsiConsole.MarkupLineInterpolated($"  replay  {Effect(answer, dryRun: true)}");
    }

    /// <summary>What a replay came to, or would, in words.</summary>
    public static string Effect(ReplayAnswer answer, bool dryRun) => TerminalText.Clean(answer.Effect switch
    {
        ReplayEffect.Runs => (dryRun ? "would run: " : "sent: ") + answer.Detail,
        ReplayEffect.DoneAlready => "done already: " + answer.Detail,
        ReplayEffect.Fails => $"would fail again: {answer.Reason}, {answer.Detail}",
        ReplayEffect.TooEarly => "too early: " + answer.Detail,
        _ => "under way: " + answer.Detail,
    });
}
