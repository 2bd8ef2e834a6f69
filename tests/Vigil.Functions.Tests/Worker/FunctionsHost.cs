using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Xunit;

namespace Vigil.Functions.Tests.Worker;

/// <summary>
/// As much of the Functions host as it takes to run the real worker process: starts it, has its functions described and loaded, forwards requests to
/// its own web server, and hands it messages of real queues.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private const int InvocationRequest = 4;
    private const int InvocationResponse = 5;
    private const int FunctionLoadRequest = 8;
    private const int FunctionLoadResponse = 9;
    private const int WorkerTerminate = 14;
    private const int WorkerInitResponse = 16;
    private const int WorkerInitRequest = 17;
    private const int FunctionsMetadataRequest = 29;
    private const int FunctionMetadataResponse = 30;
    private const int Succeeded = 1;

    private readonly HostChannel _channel = new();
    private readonly List<LoadedFunction> _functions = [];
    private Process? _worker;
    private HttpClient? _http;

    /// <summary>The worker as it was built beside these tests, in the same configuration.</summary>
    public static string WorkerDirectory { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Vigil.Functions", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))));

    public IReadOnlyList<LoadedFunction> Functions => _functions;

    public string Log => string.Join('\n', _channel.Log);

    public static async Task<FunctionsHost> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var host = new FunctionsHost();
        await host._channel.StartAsync();
        host._worker = Process.Start(host.CommandLine(settings))!;
        var first = await Task.WhenAny(host._channel.Started, host._worker.WaitForExitAsync(cancellationToken));
        Assert.True(first == host._channel.Started, $"The worker ended with exit code {(host._worker.HasExited ? host._worker.ExitCode : null)}.");
        await host.LoadAsync(cancellationToken);
        return host;
    }

    /// <summary>Forwards a request to the function that it is for, as the host does, and gives the worker's answer.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.OriginalString.Split('?')[0];
        var (function, values) = _functions.Select(f => (f, f.Match(request.Method.Method, path))).First(m => m.Item2 is not null);
        var id = Guid.NewGuid().ToString();
        var trace = request.Headers.TryGetValues("traceparent", out var sent) ? sent.Single() : string.Empty;
        var content = Invocation(function, id, new ProtoWriter().Message(5, new ProtoWriter()), trace);
        foreach (var (name, value) in values!)
        {
            content.Message(4, new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Text(1, (string)value!)));
        }

        request.Headers.Add("x-ms-invocation-id", id);
        var invocation = InvokeAsync(content, id, cancellationToken);
        var response = await _http!.SendAsync(request, cancellationToken);
        await invocation;
        return response;
    }

    /// <summary>Takes what is visible in the queue to its function, as the host does: a message goes when the function is done. How many there were.</summary>
    public async Task<int> DrainAsync(QueueClient queue, CancellationToken cancellationToken)
    {
        var function = _functions.Single(f => f.TriggerType == "queueTrigger" && f.On == queue.Name);
        var messages = (await queue.ReceiveMessagesAsync(32, TimeSpan.FromMinutes(10), cancellationToken)).Value;
        foreach (var message in messages)
        {
            var id = Guid.NewGuid().ToString();
            await InvokeAsync(Invocation(function, id, new ProtoWriter().Message(12, BindingData(message))), id, cancellationToken);
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
        }

        return messages.Length;
    }

    public Task RunTimerAsync(string name, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString();
        var timer = new ProtoWriter().Text(2, """{"Schedule":{"AdjustForDST":true},"IsPastDue":false}""");
        return InvokeAsync(Invocation(_functions.Single(f => f.Name == name), id, timer), id, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
        {
            _channel.Tell(WorkerTerminate, new ProtoWriter());
            using var grace = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await Task.WhenAny(_worker.WaitForExitAsync(grace.Token));
            _worker.Kill(entireProcessTree: true);
            _worker.Dispose();
        }

        _http?.Dispose();
        await _channel.DisposeAsync();
    }

    private ProcessStartInfo CommandLine(IReadOnlyDictionary<string, string> settings)
    {
        string[] arguments =
        [
            Path.Combine(WorkerDirectory, "Vigil.Functions.dll"),
            "--functions-uri", _channel.Address.AbsoluteUri,
            "--functions-worker-id", "worker",
            "--functions-request-id", "request",
            "--functions-grpc-max-message-length", int.MaxValue.ToString(CultureInfo.InvariantCulture),
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = WorkerDirectory };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("VIGIL_SECRET_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = WorkerDirectory;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var init = await _channel.AskAsync(
            WorkerInitRequest, new ProtoWriter().Text(1, "4.1000.0").Text(5, WorkerDirectory), WorkerInitResponse, null, cancellationToken);
        _http = new HttpClient { BaseAddress = new Uri(init.Map(2)["HttpUri"]), Timeout = TimeSpan.FromMinutes(2) };
        var answer = await _channel.AskAsync(
            FunctionsMetadataRequest, new ProtoWriter().Text(1, WorkerDirectory), FunctionMetadataResponse, null, cancellationToken);
        CheckResult(answer.Message(2), "metadata");
        _functions.AddRange(answer.All(1).Select(LoadedFunction.From));
        foreach (var function in _functions)
        {
            var load = new ProtoWriter().Text(1, function.Id).Bytes(2, function.Metadata.Span);
            CheckResult((await _channel.AskAsync(FunctionLoadRequest, load, FunctionLoadResponse, null, cancellationToken)).Message(2), function.Name);
        }
    }

    private static ProtoWriter Invocation(LoadedFunction function, string id, ProtoWriter data, string trace = "") => new ProtoWriter()
        .Text(1, id)
        .Text(2, function.Id)
        .Message(3, new ProtoWriter().Text(1, function.Parameter).Message(2, data))
        .Message(5, new ProtoWriter().Text(1, trace));

    private async Task InvokeAsync(ProtoWriter invocation, string id, CancellationToken cancellationToken) =>
        CheckResult((await _channel.AskAsync(InvocationRequest, invocation, InvocationResponse, id, cancellationToken)).Message(3), "invocation");

    private static ProtoWriter BindingData(QueueMessage message) => new ProtoWriter()
        .Text(1, "1.0")
        .Text(2, "AzureStorageQueues")
        .Text(3, "application/json")
        .Bytes(4, JsonSerializer.SerializeToUtf8Bytes(new
        {
            message.MessageId,
            message.PopReceipt,
            MessageText = message.Body.ToString(),
            message.DequeueCount,
            message.NextVisibleOn,
            message.InsertedOn,
            message.ExpiresOn,
        }));

    private void CheckResult(ProtoMessage result, string what) =>
        Assert.True(result.Number(4) == Succeeded, $"{what}: {(result.Has(2) ? result.Message(2).Text(2) : "failed")}\n{Log}");
}
