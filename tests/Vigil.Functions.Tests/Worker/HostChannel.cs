using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Vigil.Functions.Tests.Worker;

/// <summary>
/// The host's end of the one gRPC stream that it shares with a worker (<c>FunctionRpc.EventStream</c>): frames out, frames in, and each answer to
/// the request that it is for. Numbers of fields are those of the public protocol.
/// </summary>
internal sealed class HostChannel : IAsyncDisposable
{
    private const int RequestId = 1;
    private const int RpcLog = 2;
    private const int InvocationResponse = 5;
    private const int StartStream = 20;

    private readonly Channel<byte[]> _outgoing = Channel.CreateUnbounded<byte[]>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<ProtoMessage>> _waiting = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _app;

    public HostChannel()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        _app = builder.Build();
        _app.MapPost("/AzureFunctionsRpcMessages.FunctionRpc/EventStream", StreamAsync);
    }

    /// <summary>What the worker logged to the host.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>Ends when the worker has connected.</summary>
    public Task Started => _started.Task;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public Task StartAsync() => _app.StartAsync();

    /// <summary>Sends a request of this kind and gives the answer's content, of that kind.</summary>
    public async Task<ProtoMessage> AskAsync(int request, ProtoWriter content, int answer, string? invocation, CancellationToken cancellationToken)
    {
        var id = invocation ?? Guid.NewGuid().ToString();
        var source = _waiting.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        await _outgoing.Writer.WriteAsync(new ProtoWriter().Text(RequestId, id).Message(request, content).ToFrame(), cancellationToken);
        return (await source.Task.WaitAsync(cancellationToken)).Message(answer);
    }

    public void Tell(int kind, ProtoWriter content) => _outgoing.Writer.TryWrite(new ProtoWriter().Message(kind, content).ToFrame());

    public async ValueTask DisposeAsync()
    {
        _outgoing.Writer.TryComplete();
        await _app.DisposeAsync();
    }

    private async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.StartAsync();
        await Task.WhenAll(SendAsync(context.Response.Body), ReceiveAsync(context.Request.BodyReader, context.RequestAborted));
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private async Task SendAsync(Stream body)
    {
        await foreach (var frame in _outgoing.Reader.ReadAllAsync())
        {
            await body.WriteAsync(frame);
            await body.FlushAsync();
        }
    }

    private async Task ReceiveAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken);
                var buffer = read.Buffer;
                while (TryTake(ref buffer, out var message))
                {
                    Take(new ProtoMessage(message));
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The worker was ended.
        }
        finally
        {
            _outgoing.Writer.TryComplete();
        }
    }

    private static bool TryTake(ref ReadOnlySequence<byte> buffer, out byte[] message)
    {
        message = [];
        Span<byte> head = stackalloc byte[5];
        if (buffer.Length < head.Length)
        {
            return false;
        }

        buffer.Slice(0, head.Length).CopyTo(head);
        var length = BinaryPrimitives.ReadInt32BigEndian(head[1..]);
        if (buffer.Length < head.Length + length)
        {
            return false;
        }

        message = buffer.Slice(head.Length, length).ToArray();
        buffer = buffer.Slice(head.Length + length);
        return true;
    }

    private void Take(ProtoMessage message)
    {
        if (message.Has(StartStream))
        {
            _started.TrySetResult();
        }
        else if (message.Has(RpcLog))
        {
            var log = message.Message(RpcLog);
            Log.Enqueue($"{log.Text(2)}: {log.Text(4)} {(log.Has(6) ? log.Message(6).Text(2) : string.Empty)}");
        }
        else
        {
            var id = message.Has(InvocationResponse) ? message.Message(InvocationResponse).Text(1) : message.Text(RequestId);
            if (_waiting.TryRemove(id, out var source))
            {
                source.TrySetResult(message);
            }
        }
    }
}
