using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Web.DeadLetters;

namespace Vigil.Cli.DeadLetters;

/// <summary>Shows what came of each dead letter; one that cannot be replayed does not stop the others.</summary>
internal sealed class ReplayReport(bool dryRun, bool json)
{
    private readonly List<ReplayedLetter> _letters = [];

    public void Add(ReplayedLetter result)
    {
        _letters.Add(result);
        if (json)
        {
            return;
        }

        if (result.Letter is { } letter)
        {
            AnsiConsole.MarkupLineInterpolated(
                $"{letter.Id} {letter.Stage} {TerminalText.Clean(letter.Reason)} {TerminalText.Clean(letter.SubjectId)}");
        }
        else
        {
            CommandAction.Errors.MarkupLineInterpolated($"[red]vigil:[/] {TerminalText.Clean(result.Id)}: {result.Problem}");
        }
    }

    /// <summary>Prints the sum; the exit code.</summary>
    public int Finish()
    {
        var replayed = _letters.Count(l => l.Letter is not null);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new ReplaySummary(dryRun, replayed, _letters), CliJson.Default.ReplaySummary));
        }
        else
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{replayed} {(dryRun ? "would be replayed" : "replayed")}");
        }

        return replayed == _letters.Count ? 0 : 1;
    }
}

/// <summary>One dead letter that was to be replayed: as it was, or why it could not be.</summary>
internal sealed record ReplayedLetter(string Id, DeadLetterItem? Letter, string? Problem);

/// <summary>What <c>vigil dead-letters replay --json</c> prints.</summary>
internal sealed record ReplaySummary(bool DryRun, int Replayed, IReadOnlyList<ReplayedLetter> Items);
