using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Scanning.Hashes;
using Vigil.Core.Scanning.Rescans;

namespace Vigil.Cli.Scan;

/// <summary><c>vigil scan rescan</c>: uploads once more, with the present signatures; on the machine that has the data.</summary>
internal static class RescanCommand
{
    public static Command Create()
    {
        var since = new Option<DateTimeOffset>("--since")
        {
            Description = "Only uploads received at or after this RFC 3339 time, or day",
            Required = true,
            CustomParser = result => DateTimeOffset.TryParse(
                result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : Fail(result),
        };
        var data = DataOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var storage = new StorageOptions();
        var command = new Command("rescan", "Scan uploads again: what newer signatures condemn leaves 'clean', what was not scanned is tried again")
        {
            since, data, json,
        };
        storage.AddTo(command);
        command.Run(async (result, cancellationToken) =>
        {
            await using var services = StoreServices.Open(result.GetRequiredValue(data), storage.Choice(result));
            await services.GetRequiredService<KnownHashes>().RefreshAsync(cancellationToken);
            var uploads = services.GetRequiredService<RescanUploads>().RunAsync(result.GetRequiredValue(since), cancellationToken);
            return await TellAsync(uploads, result.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static DateTimeOffset Fail(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError("--since is a time, as in 2026-03-31T08:00:00Z, or a day.");
        return default;
    }

    private static async Task<int> TellAsync(IAsyncEnumerable<RescannedUpload> uploads, bool json, CancellationToken cancellationToken)
    {
        var told = new List<RescannedUpload>();
        await foreach (var upload in uploads.WithCancellation(cancellationToken))
        {
            told.Add(upload);
            if (!json && upload.Result is not (RescanResult.Unchanged or RescanResult.Clean))
            {
                AnsiConsole.WriteLine(TerminalText.Clean(
                    $"{upload.Result,-11}  {upload.UploadId}  {upload.Name}{(upload.Findings.Count > 0 ? $": {string.Join(", ", upload.Findings)}" : string.Empty)}"));
            }
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(told, CliJson.Default.IReadOnlyListRescannedUpload));
            return 0;
        }

        var counts = Enum.GetValues<RescanResult>().Select(r => $"{told.Count(u => u.Result == r)} {r}");
        AnsiConsole.WriteLine($"{told.Count} uploads: {string.Join(", ", counts)}");
        return 0;
    }
}
