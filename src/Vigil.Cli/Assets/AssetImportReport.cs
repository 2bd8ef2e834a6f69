using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Enrichment.Assets.Import;

namespace Vigil.Cli.Assets;

/// <summary>Shows an import while it runs and what came of it.</summary>
internal sealed class AssetImportReport(FileInfo file, bool json)
{
    private readonly List<BadRow> _badRows = [];
    private long _total;

    /// <summary>Tells of a bad row at once; JSON, which is one document, has them all in the end.</summary>
    public void AddBadRow(BadRow row)
    {
        _total++;
        if (json)
        {
            _badRows.Add(row);
        }
        else
        {
            // On the stream of the progress bar, which makes room for them.
            CommandAction.Errors.MarkupLineInterpolated(
                CultureInfo.InvariantCulture, $"{TerminalText.Clean(file.Name)}:{row.Line}: {TerminalText.Clean(row.Reason)}");
        }
    }

    /// <summary>Runs the import under a progress bar on the error stream.</summary>
    public async Task<AssetImportOutcome> WatchAsync(long length, Func<IProgress<AssetImportProgress>, Task<AssetImportOutcome>> import) =>
        await CommandAction.Errors.Progress().AutoClear(true).StartAsync(context =>
        {
            var task = context.AddTask(TerminalText.Markup(file.Name), maxValue: Math.Max(1, length));
            return import(new Bar(task));
        });

    /// <summary>Prints the outcome; the exit code.</summary>
    public int Finish(AssetImportOutcome outcome)
    {
        var summary = outcome switch
        {
            AssetImportOutcome.Imported done => new AssetImportSummary(true, done.Version, done.Assets, 0, [], null, done.IgnoredColumns),
            AssetImportOutcome.Refused refused => new AssetImportSummary(
                false, null, 0, refused.BadRows, _badRows, $"{refused.BadRows} of {refused.Rows} rows are bad; nothing was imported", []),
            AssetImportOutcome.Unreadable unreadable => new AssetImportSummary(
                false, null, 0, _total, _badRows, $"line {unreadable.Line}: {unreadable.Reason}; nothing was imported", []),
            _ => new AssetImportSummary(false, null, 0, 0, [], "other imports keep running at the same time; try again", []),
        };
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(summary, CliJson.Default.AssetImportSummary));
        }
        else
        {
            Print(summary);
        }

        return summary.Imported ? 0 : 1;
    }

    private static void Print(AssetImportSummary summary)
    {
        foreach (var column in summary.IgnoredColumns)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]ignored:[/] {TerminalText.Clean(column)} is no column that Vigil knows");
        }

        AnsiConsole.WriteLine(summary.Imported
            ? $"{summary.Assets} assets imported, version {summary.Version}"
            : TerminalText.Clean(summary.Problem));
    }

    private sealed class Bar(ProgressTask task) : IProgress<AssetImportProgress>
    {
        public void Report(AssetImportProgress value) => task.Value = value.Bytes;
    }
}

/// <summary>What <c>vigil assets import --json</c> prints.</summary>
internal sealed record AssetImportSummary(
    bool Imported, string? Version, int Assets, long BadRowCount, IReadOnlyList<BadRow> BadRows, string? Problem, IReadOnlyList<string> IgnoredColumns);
