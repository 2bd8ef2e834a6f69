using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Vigil.Cli.Shared;
using Vigil.Core.Ports;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Clamd;
using Vigil.Core.Scanning.Hashes;
using Vigil.Core.Scanning.Inspection;

namespace Vigil.Cli.Scan;

/// <summary>The engines of a scan on this machine: those of the settings, and what the command line names.</summary>
internal static class LocalEngines
{
    /// <exception cref="CliException">A setting, an address or a list is wrong.</exception>
    public static async Task<IReadOnlyList<IFileScanner>> CreateAsync(
        string? clamd, FileInfo? hashes, IConfiguration settings, CancellationToken cancellationToken)
    {
        IFileScanner?[] engines = [Clamd(clamd, settings), await HashesAsync(hashes, cancellationToken), Inspection(settings)];
        return [.. engines.OfType<IFileScanner>()];
    }

    /// <summary>The policy of the settings.</summary>
    /// <exception cref="CliException">The setting is wrong.</exception>
    public static bool DoesInspectionSuffice(IConfiguration settings)
    {
        var options = new ScanningOptions();
        Read(() => settings.GetSection(ScanningOptions.Section).Bind(options));
        return options.InspectionSuffices;
    }

    private static void Read(Action read)
    {
        try
        {
            read();
        }
        catch (InvalidOperationException exception)
        {
            throw new CliException(exception.Message, exception);
        }
    }

    private static ClamdScanner? Clamd(string? address, IConfiguration settings)
    {
        var options = new ClamdOptions();
        Read(() => settings.GetSection(ClamdOptions.Section).Bind(options));
        if (address is not null)
        {
            (options.Host, options.Port, options.Socket) = ParseAddress(address);
        }

        return options.IsConfigured
            ? new ClamdScanner(Options.Create(Valid(options, new ClamdOptionsValidator())), TimeProvider.System, NullLogger<ClamdScanner>.Instance)
            : null;
    }

    private static Inspector Inspection(IConfiguration settings)
    {
        var options = new InspectorOptions();
        Read(() => settings.GetSection(InspectorOptions.Section).Bind(options));
        return new Inspector(Options.Create(Valid(options, new InspectorOptionsValidator())), TimeProvider.System);
    }

    private static T Valid<T>(T options, IValidateOptions<T> validator)
        where T : class =>
        validator.Validate(null, options) is { Failed: true } result ? throw new CliException(result.FailureMessage) : options;

    /// <summary>A path has a slash, and a host has a port behind its last colon.</summary>
    public static (string? Host, int Port, string? Socket) ParseAddress(string address)
    {
        var colon = address.LastIndexOf(':');
        return address.Contains('/', StringComparison.Ordinal) || address.Contains('\\', StringComparison.Ordinal) ? (null, 1, Path.GetFullPath(address))
            : colon > 0 && int.TryParse(address[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                ? (address[..colon].Trim('[', ']'), port, null)
                : throw new CliException($"'{address}' is no address of clamd; write it as in 127.0.0.1:3310 or /run/clamav/clamd.ctl.");
    }

    private static async Task<HashListScanner?> HashesAsync(FileInfo? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return null;
        }

        try
        {
            await using var content = file.OpenRead();
            var list = await HashListReader.ReadAsync(content, cancellationToken);
            return new HashListScanner(() => list);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CliException($"{file.Name} cannot be used: {exception.Message}", exception);
        }
    }
}
