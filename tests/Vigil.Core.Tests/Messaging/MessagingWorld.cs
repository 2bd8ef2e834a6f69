using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Vigil.Core.DeadLetters;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite;
using Vigil.Testing;

namespace Vigil.Core.Tests.Messaging;

/// <summary>Queues and dead letters over the embedded storage, with a handler that does what the test says.</summary>
internal sealed class MessagingWorld : IMessageHandler, IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vigil-messaging-");
    private readonly ServiceProvider _storage;

    public MessagingWorld()
    {
        _storage = new ServiceCollection().AddSingleton<TimeProvider>(Time).AddSqliteStorage(_directory.FullName).BuildServiceProvider();
        Queues = _storage.GetRequiredService<IMessageQueues>();
        Signal = _storage.GetRequiredService<IMessageSignal>();
        DeadLetters = new BlobDeadLetters(_storage.GetRequiredService<IBlobStore>());
        Runner = new MessageRunner(Queues, DeadLetters, Time, Options.Create(Settings), NullLogger<MessageRunner>.Instance);
    }

    public ManualTime Time { get; } = new();

    public RunnerOptions Settings { get; } = new();

    public IMessageQueues Queues { get; }

    public IMessageSignal Signal { get; }

    public IDeadLetters DeadLetters { get; }

    public MessageRunner Runner { get; }

    public ConcurrentQueue<WorkMessage> Handled { get; } = [];

    public Func<WorkMessage, CancellationToken, ValueTask<MessageOutcome>> OnMessage { get; set; } =
        (_, _) => ValueTask.FromResult(MessageOutcome.Completed);

    public string Queue => Ports.Queues.Detections;

    public async ValueTask<MessageOutcome> HandleAsync(WorkMessage message, CancellationToken cancellationToken)
    {
        Handled.Enqueue(message);
        return await OnMessage(message, cancellationToken);
    }

    public QueuePump Pump(IMessageQueues? queues = null) =>
        new(this, queues ?? Queues, Signal, Runner, Time, NullLogger<QueuePump>.Instance);

    public WorkMessage Message(string id) => WorkMessage.Create(WorkMessage.Alert, id, 0, Time.GetUtcNow());

    public ValueTask SendAsync(string id, CancellationToken cancellationToken) =>
        Queues.SendAsync(Queue, Message(id).ToJson(), TimeSpan.Zero, cancellationToken);

    /// <summary>Receives what is visible and hands it to the runner as a head does; the messages that were received.</summary>
    public async Task<IReadOnlyList<ReceivedMessage>> RunVisibleAsync(CancellationToken cancellationToken)
    {
        var received = await Queues.ReceiveAsync(Queue, 32, TimeSpan.FromMinutes(1), cancellationToken);
        foreach (var message in received)
        {
            await Runner.RunAsync(this, message.Body, message.DequeueCount, cancellationToken);
            await Queues.CompleteAsync(message, cancellationToken);
        }

        return received;
    }

    public async Task<IReadOnlyList<DeadLetter>> LettersAsync(CancellationToken cancellationToken) =>
        (await DeadLetters.ListAsync(DeadLetterQuery.All, null, 100, cancellationToken)).Items;

    public void Dispose()
    {
        _storage.Dispose();
        _directory.Delete(recursive: true);
    }
}
