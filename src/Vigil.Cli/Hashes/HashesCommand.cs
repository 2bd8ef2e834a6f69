using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Cli.Shared;
using Vigil.Core.Ports;
using Vigil.Core.Scanning.Hashes;

namespace Vigil.Cli.Hashes;

/// <summary><c>vigil hashes import</c>: the file becomes the list of known malware; a running Vigil takes it within seconds.</summary>
internal static class HashesCommand
{
    private const int MaxLines = 20;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "SHA-256, SHA-1 or MD5 in hexadecimal, one a line, as sha256sum and threat feeds write them" };
        var data = DataOption.Create();
        var storage = new StorageOptions();
        var import = new Command("import", "Replace the list of hashes: every line is good, or nothing changes") { file, data };
        storage.AddTo(import);
        import.Run(async (result, cancellationToken) =>
        {
            var directory = result.GetRequiredValue(data).FullName;
            var collection = new ServiceCollection();
            storage.Choice(result).AddTo(collection, directory, VigilSettings.Load(directory));
            await using var services = collection.BuildServiceProvider();
            return await ImportAsync(new HashListImport(services.GetRequiredService<IBlobStore>()), result.GetRequiredValue(file), cancellationToken);
        });
        return new Command("hashes", "The list of hashes of known malware") { import };
    }

    private static async Task<int> ImportAsync(HashListImport import, FileInfo file, CancellationToken cancellationToken)
    {
        var bad = new List<string>();
        try
        {
            await using var content = file.OpenRead();
            if (await import.ImportAsync(content, (line, fault) => bad.Add(FormattableString.Invariant($"{file.Name}({line}): {fault}")), cancellationToken) is { } list)
            {
                Console.WriteLine(FormattableString.Invariant($"{list.Count} hashes imported, version {list.Version}"));
                return 0;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CliException($"{file.Name} cannot be used: {exception.Message}", exception);
        }

        foreach (var line in bad.Take(MaxLines))
        {
            Console.Error.WriteLine(TerminalText.Clean(line));
        }

        throw new CliException(bad.Count > 0
            ? FormattableString.Invariant($"{bad.Count} lines are bad; nothing was imported.")
            : "Other imports keep running at the same time; try again.");
    }
}
