using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Cli.Shared;
using Vigil.Core.Enrichment.Assets.Import;
using Vigil.Core.Ports;

namespace Vigil.Cli.Assets;

/// <summary><c>vigil assets import</c>: the file becomes the inventory of this data directory; a running Vigil takes it within seconds.</summary>
internal static class AssetsCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "Inventory: .csv with a header line, .json array or .ndjson" };
        var data = DataOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var storage = new StorageOptions();
        var import = new Command("import", "Replace the asset inventory: every row is good, or nothing changes") { file, data, json };
        storage.AddTo(import);
        import.Run(async (result, cancellationToken) =>
        {
            var chosen = result.GetRequiredValue(file);
            var directory = result.GetRequiredValue(data).FullName;
            var collection = new ServiceCollection();
            storage.Choice(result).AddTo(collection, directory, VigilSettings.Load(directory));
            await using var services = collection.BuildServiceProvider();
            var assets = new AssetImport(services.GetRequiredService<IBlobStore>(), TimeProvider.System, new AssetImportLimits());
            await using var content = Open(chosen);
            var report = new AssetImportReport(chosen, result.GetValue(json));
            var outcome = await report.WatchAsync(
                content.Length,
                progress => assets.ImportAsync(content, FormatOf(chosen), report.AddBadRow, progress, cancellationToken).AsTask());
            return report.Finish(outcome);
        });
        return new Command("assets", "The asset inventory that findings are enriched with") { import };
    }

    private static AssetFileFormat FormatOf(FileInfo file) => file.Extension.ToLowerInvariant() switch
    {
        ".csv" => AssetFileFormat.Csv,
        ".json" or ".ndjson" or ".jsonl" => AssetFileFormat.Json,
        _ => throw new CliException($"{file.Name} is neither .csv nor .json, .ndjson or .jsonl."),
    };

    private static FileStream Open(FileInfo file)
    {
        try
        {
            return file.OpenRead();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{file.Name} cannot be read: {exception.Message}", exception);
        }
    }
}
