using System.CommandLine;
using Vigil.Cli.Shared;

namespace Vigil.Cli.Scan;

/// <summary><c>vigil scan</c>: files of this machine, by the engines and the rule that uploads are scanned by; and uploads themselves.</summary>
internal static class ScanCommand
{
    private const int CannotScan = 2;

    public static Command Create()
    {
        var paths = new Argument<string[]>("path") { Description = "Files, and folders with all that is below them", Arity = ArgumentArity.OneOrMore };
        var clamd = new Option<string?>("--clamd") { Description = "clamd, as HOST:PORT or the path of its socket; without it as in the settings" };
        var hashes = new Option<FileInfo?>("--hashes") { Description = "List of SHA-256, SHA-1 or MD5 of known malware" };
        var suffices = new Option<bool>("--inspection-suffices") { Description = "Call files clean that no engine with signatures looked at" };
        var data = DataOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("scan", "Scan files as uploads are: exit code 0 clean, 1 malicious or suspicious, 2 not scanned")
        {
            paths, clamd, hashes, suffices, data, json, RescanCommand.Create(), ReleaseCommand.Create(),
        };
        command.Run(async (result, cancellationToken) =>
        {
            try
            {
                var settings = VigilSettings.Load(result.GetRequiredValue(data).FullName);
                var engines = await LocalEngines.CreateAsync(result.GetValue(clamd), result.GetValue(hashes), settings, cancellationToken);
                var scan = new LocalScan(engines, result.GetValue(suffices) || LocalEngines.DoesInspectionSuffice(settings));
                var files = FileFinder.Find(result.GetRequiredValue(paths)).ToList();
                return await new ScanReport(result.GetValue(json)).WatchAsync(scan.RunAsync(files, cancellationToken), files.Sum(f => f.Length));
            }
            catch (CliException exception)
            {
                // 1 is what a scan found.
                CommandAction.Tell(exception);
                return CannotScan;
            }
        });
        return command;
    }
}
