using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Vigil.Cli.Shared;
using Xunit;

namespace Vigil.SystemTests.Running;

/// <summary><c>vigil up</c> in a process of its own, which can be killed and started again on the same data and port.</summary>
internal sealed class VigilProcess : IAsyncDisposable
{
    private const int SigTerm = 15;

    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly int _port = Ports.Next();
    private volatile TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    private VigilProcess(string dataDirectory, IReadOnlyDictionary<string, string> settings)
    {
        DataDirectory = dataDirectory;
        _environment = Secrets.Environment.Where(s => !settings.ContainsKey(s.Key)).Concat(settings).ToDictionary();
        Address = new Uri($"http://127.0.0.1:{_port}");
        Client = new VigilClient(Address, null);
        Http = new HttpClient { BaseAddress = Address };
    }

    public string DataDirectory { get; }

    public Uri Address { get; }

    /// <summary>The API, as the commands use it.</summary>
    public VigilClient Client { get; }

    /// <summary>Plain HTTP, without the header that commands set.</summary>
    public HttpClient Http { get; }

    /// <summary>Ends at once while the process is ready, else when it is again.</summary>
    public Task Up => _up.Task;

    /// <summary>Everything that it wrote.</summary>
    public IEnumerable<string> Lines => _lines;

    public static async Task<VigilProcess> StartAsync(string dataDirectory, params IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs signals.");
        var vigil = new VigilProcess(dataDirectory, new Dictionary<string, string>(settings));
        await vigil.StartAgainAsync();
        return vigil;
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        _process = new Process
        {
            StartInfo = VigilCommand.Describe(
                _environment, ["up", "--data", DataDirectory, "--port", _port.ToString(CultureInfo.InvariantCulture)]),
        };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.NothingAsync(async () =>
        {
            Assert.False(_process.HasExited, $"vigil up ended.\n{LastLines()}");
            return await IsReadyAsync() ? null : $"vigil up is not ready.\n{LastLines()}";
        });
        _up.TrySetResult();
    }

    /// <summary>SIGKILL: it can do nothing about it.</summary>
    public async Task KillAsync()
    {
        GoDown();
        _process!.Kill();
        await ExitAsync();
    }

    /// <summary>SIGTERM: it may finish what it has in hand. The exit code, within <paramref name="within"/>.</summary>
    public async Task<int> TerminateAsync(TimeSpan? within = null)
    {
        GoDown();
        Assert.Equal(0, Signal(_process!.Id, SigTerm));
        await ExitAsync(within);
        return _process.ExitCode;
    }

    /// <summary>The most memory that it had at once, in bytes; of Linux alone.</summary>
    public long PeakMemory() => 1024 * long.Parse(
        File.ReadLines($"/proc/{_process!.Id}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <summary>What it wrote last, for messages of failures.</summary>
    public string LastLines() => string.Join('\n', _lines.TakeLast(40));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Http.Dispose();
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Signal(int processId, int signal);

    private void GoDown() => _up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ExitAsync(TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? Eventually.Deadline);
        await _process!.WaitForExitAsync(patience.Token);
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri("/api/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
