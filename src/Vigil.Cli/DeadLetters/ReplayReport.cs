using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.DeadLetters;
using Vigil.Web.DeadLetters;

namespace Vigil.Cli.DeadLetters;

/// <summary>Shows what came of each dead letter as it comes; one that cannot be replayed does not stop the others.</summary>
internal sealed class ReplayReport(bool dryRun, bool json)
{
    private const int LettersPerLine = 100;

    private readonly List<ReplayedLetter> _letters = [];

    public void Add(ReplayedLetter result)
    {
        _letters.Add(result);
        if (json)
        {
            // One document comes in the end: long work tells of itself on the other stream.
            if (_letters.Count % LettersPerLine == 0)
            {
                CommandAction.Errors.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{_letters.Count} looked at");
            }
        }
        else if (result.Answer is { Letter: var letter } answer)
        {
            AnsiConsole.MarkupLineInterpolated(
                $"{letter.Id} {TerminalText.Clean(letter.Stage)} {TerminalText.Clean(letter.Reason)} {TerminalText.Clean(letter.SubjectId)}: {LetterPrinter.Effect(answer, dryRun)}");
        }
        else
        {
            CommandAction.Errors.MarkupLineInterpolated($"[red]vigil:[/] {TerminalText.Clean(result.Id)}: {result.Problem}");
        }
    }

    /// <summary>Prints the sum; the exit code.</summary>
    public int Finish()
    {
        var replayed = Count(ReplayEffect.Runs);
        var failing = Count(ReplayEffect.Fails);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new ReplaySummary(dryRun, replayed, failing, _letters), CliJson.Default.ReplaySummary));
        }
        else
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture,
                $"{replayed} {(dryRun ? "would be replayed" : "replayed")}, {Count(ReplayEffect.DoneAlready)} done already, {failing} would fail again");
        }

        return _letters.Exists(l => l.Answer is null) || (failing > 0 && !dryRun) ? 1 : 0;
    }

    private int Count(ReplayEffect effect) => _letters.Count(l => l.Answer?.Effect == effect);
}

/// <summary>One dead letter that was to be replayed: what came of it, or why nothing did.</summary>
internal sealed record ReplayedLetter(string Id, ReplayAnswer? Answer, string? Problem);

/// <summary>What <c>vigil dead-letters replay --json</c> prints.</summary>
internal sealed record ReplaySummary(bool DryRun, int Replayed, int WouldFail, IReadOnlyList<ReplayedLetter> Items);
