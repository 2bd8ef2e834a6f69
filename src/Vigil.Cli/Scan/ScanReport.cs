using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Scanning;

namespace Vigil.Cli.Scan;

/// <summary>Shows a scan while it runs: a line for each file, or one JSON document in the end.</summary>
internal sealed class ScanReport(bool json)
{
    private readonly List<ScannedFile> _files = [];
    private readonly int[] _counts = new int[Enum.GetValues<ScanVerdict>().Length];
    private int _exitCode;

    /// <summary>Tells of all files, under a progress bar where somebody looks; the exit code.</summary>
    public async Task<int> WatchAsync(IAsyncEnumerable<ScannedFile> files, long bytes)
    {
        // Lines make room for a bar on their own terminal only.
        var console = json || Console.IsOutputRedirected ? CommandAction.Errors : AnsiConsole.Console;
        if (console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi)
        {
            await console.Progress().AutoClear(true).StartAsync(context => TellAsync(files, context.AddTask("scanning", maxValue: Math.Max(1, bytes))));
        }
        else
        {
            await TellAsync(files, null);
        }

        Finish();
        return _exitCode;
    }

    private async Task TellAsync(IAsyncEnumerable<ScannedFile> files, ProgressTask? bar)
    {
        await foreach (var file in files)
        {
            bar?.Increment(file.Length);
            _counts[(int)file.Kind]++;
            _exitCode = ScannedFile.Worse(_exitCode, file.ExitCode);
            if (json)
            {
                _files.Add(file);
            }
            else if (Console.IsOutputRedirected)
            {
                // Whole, however long.
                Console.WriteLine(LineOf(file));
            }
            else
            {
                AnsiConsole.WriteLine(LineOf(file));
            }
        }
    }

    private void Finish()
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(_files, CliJson.Default.IReadOnlyListScannedFile));
            return;
        }

        CommandAction.Errors.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{_counts.Sum()} files: {string.Join(", ", Enum.GetValues<ScanVerdict>().Reverse().Select(v => $"{_counts[(int)v]} {ScanWords.Of(v)}"))}"));
    }

    private static string LineOf(ScannedFile file)
    {
        var why = file.Fault ?? file.Reason ?? string.Join(", ", file.Findings);
        var engines = string.Join(", ", file.Engines.Select(e => $"{e.Engine} {e.Outcome}"));
        return TerminalText.Clean(
            $"{file.Verdict,-11}  {file.Path}{(why.Length > 0 ? $": {why}" : string.Empty)}{(engines.Length > 0 ? $" ({engines})" : string.Empty)}");
    }
}
