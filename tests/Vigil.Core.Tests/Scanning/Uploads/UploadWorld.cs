using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Vigil.Core.Incidents;
using Vigil.Core.Messaging;
using Vigil.Core.Operations;
using Vigil.Core.Ports;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Hashes;
using Vigil.Core.Scanning.Uploads;
using Vigil.Core.Senders;
using Vigil.Core.Tests.Incidents.World;
using Vigil.Storage.Sqlite;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Scanning.Uploads;

/// <summary>Uploads over the embedded storage in a directory of their own, with an engine that the test speaks for and a pump that moves when it says so.</summary>
internal sealed class UploadWorld : IDisposable
{
    private static readonly TimeSpan s_visibility = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vigil-uploads-");
    private readonly ServiceProvider _storage;
    private readonly ServiceProvider _services;
    private int _ids;

    /// <param name="inOne">The store does in one transaction what it can; else it does step after step, as one in a cloud.</param>
    public UploadWorld(Action<ScanningOptions>? configure = null, bool withEngine = true, bool inOne = true)
    {
        _storage = new ServiceCollection().AddSingleton<TimeProvider>(Time).AddSqliteStorage(_directory.FullName).BuildServiceProvider();
        Blobs = _storage.GetRequiredService<IBlobStore>();
        Queues = _storage.GetRequiredService<IMessageQueues>();
        var services = new ServiceCollection()
            .AddOptions()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<IBlobStore>(new FaultyBlobs(Blobs, Faults, new Traffic(), moves: inOne))
            .AddSingleton<IMessageQueues>(new FaultyQueues(Queues, Faults))
            .AddSingleton(_storage.GetRequiredService<IIncidentQueue>())
            .AddSingleton(_storage.GetRequiredService<IIncidentIndex>())
            .AddSingleton<IClaimCheck>(p => new FaultyClaimCheck(
                _storage.GetRequiredService<IClaimCheck>(), Faults, inOne ? null : (p.GetRequiredService<IBlobStore>(), p.GetRequiredService<IMessageQueues>())))
            .AddSingleton<ProfileLookup>(ProfileCatalog.LoadEmbedded().Find)
            .AddSingleton<UploadIdSource>(() => DeterministicId.Of("upload", $"{++_ids}"))
            .AddScanning(withClamd: false)
            .AddIncidents()
            .AddUpkeep()
            .AddSingleton<MessageRunner>()
            .Configure<ScanningOptions>(configure ?? (_ => { }));
        if (withEngine)
        {
            services.AddSingleton<IFileScanner>(Engine);
        }

        _services = services.BuildServiceProvider();
    }

    public ManualTime Time { get; } = new();

    public Faults Faults { get; } = new();

    public StubEngine Engine { get; } = new();

    /// <summary>The store itself, without faults.</summary>
    public IBlobStore Blobs { get; }

    public IMessageQueues Queues { get; }

    public static UploadUser Ann { get; } = new("id-ann", "ann@example.com");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<UploadWorld> StartAsync(Action<ScanningOptions>? configure = null, bool withEngine = true, bool inOne = true)
    {
        var world = new UploadWorld(configure, withEngine, inOne);
        await world.Get<KnownHashes>().RefreshAsync(Cancelled);
        return world;
    }

    public ValueTask<UploadOutcome> SendAsync(byte[] content, string? name = "report.txt", long? length = null, string? type = null) =>
        Get<AcceptUpload>().HandleAsync(new UploadRequest(name, type, length ?? content.Length, Ann, new MemoryStream(content)), Cancelled);

    /// <summary>Uploads and returns the id.</summary>
    public async Task<string> UploadAsync(byte[] content, string name = "report.txt") =>
        Assert.IsType<UploadOutcome.Accepted>(await SendAsync(content, name)).UploadId;

    /// <summary>Somebody writes into <c>uploads/</c> himself; returns the ETag.</summary>
    public async Task<string> DropAsync(string blob, byte[] content)
    {
        var there = await Blobs.FindAsync(Containers.Uploads, blob, Cancelled);
        var write = there is null
            ? await Blobs.CreateAsync(Containers.Uploads, blob, content, null, Cancelled)
            : await Blobs.ReplaceAsync(Containers.Uploads, blob, content, null, there.ETag, Cancelled);
        return write.ETag!;
    }

    public async Task TellAsync(string message) =>
        await Queues.SendAsync(Ports.Queues.Scans, Encoding.UTF8.GetBytes(message), TimeSpan.Zero, Cancelled);

    /// <summary>Handles what can be received now until nothing can; a crash leaves its message to come back.</summary>
    public async Task<int> PumpAsync()
    {
        var handled = 0;
        while (await Queues.ReceiveAsync(Ports.Queues.Scans, 1, s_visibility, Cancelled) is [var message])
        {
            handled++;
            try
            {
                await Get<MessageRunner>().RunAsync(Get<ScanUpload>(), message.Body, message.DequeueCount, Cancelled);
            }
            catch (CrashException)
            {
                continue;
            }

            if (!Faults.Dead)
            {
                await Queues.CompleteAsync(message, Cancelled);
            }
        }

        return handled;
    }

    public async Task AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        await PumpAsync();
    }

    /// <summary>The process starts again: what it had in hand comes back, and the sweep runs.</summary>
    public async Task RecoverAsync()
    {
        Faults.Start();
        for (var i = 0; i < 4; i++)
        {
            await AdvanceAsync(TimeSpan.FromMinutes(10));
            await Get<SweepPending>().RunAsync(Cancelled);
        }

        await PumpAsync();
    }

    public async Task<UploadRecord?> RecordAsync(string uploadId) => (await Get<UploadRecords>().FindAsync(uploadId, Cancelled))?.Record;

    public async Task<IReadOnlyList<string>> NamesAsync(string container) =>
        [.. (await Blobs.ListAsync(container, string.Empty, null, 5_000, Cancelled)).Items.Select(i => i.Name)];

    public async Task<byte[]> ReadAsync(string container, string name) =>
        (await Blobs.ReadAsync(container, name, Cancelled))!.Content.ToArray();

    /// <summary>The alerts that scans raised, as text.</summary>
    public async Task<IReadOnlyList<string>> AlertsAsync()
    {
        var alerts = new List<string>();
        foreach (var name in await NamesAsync(Containers.Alerts))
        {
            alerts.Add(Encoding.UTF8.GetString(await ReadAsync(Containers.Alerts, name)));
        }

        return alerts;
    }

    public async Task<long> QueuedAsync(string queue) => (await Queues.StateAsync(queue, Cancelled)).Depth;

    public void Dispose()
    {
        _services.Dispose();
        _storage.Dispose();
        _directory.Delete(recursive: true);
    }
}

/// <param name="steps">Where to take each step by itself; null: all in one.</param>
internal sealed class FaultyClaimCheck(IClaimCheck inner, Faults faults, (IBlobStore Blobs, IMessageQueues Queues)? steps) : IClaimCheck
{
    public async ValueTask<BlobWrite> CommitAndSendAsync(BlobWriter writer, IReadOnlyDictionary<string, string>? metadata,
        (string Container, string Name, Func<string, ReadOnlyMemory<byte>> Content) record, string queue, ReadOnlyMemory<byte> message,
        CancellationToken cancellationToken)
    {
        if (steps is not { } each)
        {
            return await faults.CallAsync(() =>
                inner.CommitAndSendAsync(((FaultyBlobWriter)writer).Inner, metadata, record, queue, message, cancellationToken));
        }

        var write = await writer.CommitAsync(metadata, cancellationToken);
        await each.Blobs.CreateAsync(record.Container, record.Name, record.Content(write.ETag!), null, cancellationToken);
        await each.Queues.SendAsync(queue, message, TimeSpan.Zero, cancellationToken);
        return write;
    }

    public ValueTask<BlobWrite> CreateAndSendAsync(string container, string name, ReadOnlyMemory<byte> content,
        IReadOnlyDictionary<string, string>? metadata, string queue, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        faults.CallAsync(() => inner.CreateAndSendAsync(container, name, content, metadata, queue, message, cancellationToken));
}
