using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vigil.Cli.Shared;
using Vigil.Core.Scanning.Clamd;
using Vigil.Core.Scanning.Running;

namespace Vigil.Cli.Doctor;

/// <summary>Whether there is a clamd that scans, and finds what it has to find.</summary>
internal static class ScanChecks
{
    public static async Task<IReadOnlyList<Check>> RunAsync(DirectoryInfo data, CancellationToken cancellationToken)
    {
        try
        {
            await using var services = StoreServices.Open(data, StorageChoice.BySettings);
            var states = await services.GetRequiredService<EngineStates>().GetAsync(cancellationToken);
            return
            [
                !states.TryGetValue(ClamdScanner.Name, out var clamd)
                    ? Check.Note(ClamdScanner.Name, "not configured", "Set Scanning__Clamd__Socket or Scanning__Clamd__Host: without an engine that has signatures, uploads are held as not scanned.")
                : clamd.IsAvailable ? Check.Fine(ClamdScanner.Name, $"{clamd.Version}, signatures {clamd.Signatures}")
                : Check.Wrong(ClamdScanner.Name, "does not answer, or misses what it has to find",
                    "Start it, with AlertEncrypted yes, AlertExceedsMax yes and StreamMaxLength 100M in clamd.conf, and its signatures loaded. Until then uploads wait."),
            ];
        }
        catch (Exception exception) when (exception is CliException or OptionsValidationException)
        {
            // The settings are wrong, and told as such.
            return [];
        }
    }
}
