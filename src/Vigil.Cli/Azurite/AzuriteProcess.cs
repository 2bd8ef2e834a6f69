using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Vigil.Cli.Azurite;

/// <summary>
/// A real Azurite with a data folder and ports of its own. It reads a pipe from this process and ends in good order when that ends, however that
/// ends. What it answered is on its disk only after such an end, or a few seconds.
/// </summary>
internal sealed partial class AzuriteProcess : IAsyncDisposable
{
    /// <summary>The account that emulators have by default.</summary>
    public const string DefaultAccount = "devstoreaccount1";

    // The key that every emulator has, and everybody knows.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // Idle connections would hold up its end: once it was told, it has three seconds.
    private const string Wrapper = """
        process.stdin.on('end', () => { process.emit('SIGTERM'); setTimeout(() => process.exit(0), 3000).unref(); }).resume();
        require(process.argv[1]);
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly string _script;
    private readonly string _location;
    private readonly IReadOnlyList<string> _accounts;
    private readonly ConcurrentQueue<string> _lines = new();
    private Process? _process;
    private int _blobPort;
    private int _queuePort;

    private AzuriteProcess(string script, string location, IReadOnlyList<string> accounts, int blobPort, int queuePort) =>
        (_script, _location, _accounts, _blobPort, _queuePort) = (script, location, accounts, blobPort, queuePort);

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="script">From <see cref="AzuriteScript.Find"/>.</param>
    /// <param name="location">Folder of its data.</param>
    /// <param name="accounts">Names of its accounts, each a store of its own.</param>
    /// <param name="blobPort">0 takes any free port.</param>
    /// <param name="queuePort">0 takes any free port.</param>
    /// <exception cref="InvalidOperationException">It did not start.</exception>
    public static async Task<AzuriteProcess> StartAsync(
        string script, string location, IReadOnlyList<string> accounts, int blobPort, int queuePort, CancellationToken cancellationToken)
    {
        var azurite = new AzuriteProcess(script, location, accounts, blobPort, queuePort);
        await azurite.StartAgainAsync(cancellationToken);
        return azurite;
    }

    public string ConnectionStringOf(string account) => $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{_blobPort}/{account};QueueEndpoint=http://127.0.0.1:{_queuePort}/{account};";

    /// <summary>Starts it on the same data and ports, after a stop.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = Describe(), EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data, listening);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, listening);
        _process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException("Azurite ended.\n" + string.Join('\n', _lines.TakeLast(20))));
        try
        {
            _process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("Node.js cannot be started: " + exception.Message, exception);
        }

        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await listening.Task.WaitAsync(s_patience, cancellationToken);
    }

    /// <summary>Stops it in good order; everything it answered is on its disk.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.StandardInput.Close();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private ProcessStartInfo Describe()
    {
        string[] arguments =
        [
            "-e", Wrapper, _script, "--location", _location,
            "--blobPort", Text(_blobPort), "--queuePort", Text(_queuePort), "--tablePort", "0",
            "--silent", "--skipApiVersionCheck", "--disableTelemetry",
        ];
        var start = new ProcessStartInfo("node", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', _accounts.Select(a => $"{a}:{Key}"));
        return start;

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private void Read(string? line, TaskCompletionSource listening)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (Listening.Match(line) is not { Success: true } match)
        {
            return;
        }

        var port = int.Parse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture);
        if (match.Groups["service"].Value == "Blob")
        {
            _blobPort = port;
            return;
        }

        _queuePort = port;
        listening.TrySetResult();
    }

    // The blob service listens first, then the queue service.
    [GeneratedRegex(@"^Azurite (?<service>Blob|Queue) service is successfully listening at http://127\.0\.0\.1:(?<port>\d+)")]
    private static partial Regex Listening { get; }
}
