using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Vigil.Core.Correlation;
using Vigil.Core.Enrichment;
using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Triage;
using Vigil.Core.Messaging;
using Vigil.Core.Operations;
using Vigil.Core.Ports;
using Vigil.Core.Senders;
using Vigil.Storage.Sqlite;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Incidents.World;

/// <summary>Correlation and triage over the embedded storage in a directory of its own, with a pump that moves when the test says so.</summary>
internal sealed class Installation : IDisposable
{
    private static readonly TimeSpan s_visibility = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vigil-incidents-");
    private readonly ServiceProvider _storage;
    private readonly ServiceProvider _services;
    private readonly IMessageQueues _queues;

    public Installation(TimeProvider? time = null)
    {
        Time = time as ManualTime ?? new ManualTime();
        Clock = time ?? Time;
        _storage = new ServiceCollection().AddSingleton(Clock).AddSqliteStorage(_directory.FullName).BuildServiceProvider();
        Blobs = _storage.GetRequiredService<IBlobStore>();
        _queues = _storage.GetRequiredService<IMessageQueues>();
        Published = _storage.GetRequiredService<IIncidentQueue>();
        Index = _storage.GetRequiredService<IIncidentIndex>();
        _services = new ServiceCollection()
            .AddOptions()
            .AddSingleton(Clock)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<IBlobStore>(new FaultyBlobs(Blobs, Faults, Traffic))
            .AddSingleton<IMessageQueues>(new FaultyQueues(_queues, Faults))
            .AddSingleton<IIncidentQueue>(new FaultyIncidentQueue(Published, Faults))
            .AddSingleton<IIncidentIndex>(new FaultyIndex(Index, Faults))
            .AddIncidents()
            .AddUpkeep()
            .AddSingleton<ProfileLookup>(new ProfileLookup(_ => null))
            .BuildServiceProvider();
    }

    public Faults Faults { get; } = new();

    public Traffic Traffic { get; } = new();

    public ManualTime Time { get; }

    public TimeProvider Clock { get; }

    /// <summary>The store itself, without faults.</summary>
    public IBlobStore Blobs { get; }

    public IIncidentQueue Published { get; }

    public IMessageQueues WorkQueues => _queues;

    public IIncidentIndex Index { get; }

    public static TriageActor Ann { get; } = new("ann@example.com", "Ann");

    public static TriageActor Bob { get; } = new("bob@example.com", "Bob");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public StoredFinding Finding(string name, double score = 50, string analytic = "terminal-shell", string? primary = "asset:web-1",
        int revision = 1, bool closed = false, bool mayOpen = true, bool wasOpen = true) =>
        Sample.Finding(name, Clock.GetUtcNow(), score, analytic, primary, revision, closed, mayOpen, wasOpen);

    /// <summary>Stores the findings and queues their messages, as EnrichDetection does.</summary>
    public async Task PostAsync(params IReadOnlyList<StoredFinding> findings)
    {
        foreach (var finding in findings)
        {
            await StoreAsync(finding);
            await RepeatAsync(finding.FindingId, finding.Revision);
        }
    }

    public async Task StoreAsync(StoredFinding finding)
    {
        var json = finding.ToJson();
        if (!(await Blobs.CreateAsync(Containers.Findings, finding.FindingId, json, null, Cancelled)).Done)
        {
            var there = await Blobs.FindAsync(Containers.Findings, finding.FindingId, Cancelled);
            await Blobs.ReplaceAsync(Containers.Findings, finding.FindingId, json, null, there!.ETag, Cancelled);
        }
    }

    public async Task RepeatAsync(string findingId, int revision = 1) => await _queues.SendAsync(
        Queues.Findings, WorkMessage.Create(WorkMessage.Finding, findingId, revision, Clock.GetUtcNow()).ToJson(), TimeSpan.Zero, Cancelled);

    /// <summary>Handles what can be received now, so many messages at a time, until nothing can. Returns how many were handled.</summary>
    public async Task<int> PumpAsync(int concurrency = 1)
    {
        var handled = 0;
        while (true)
        {
            var batch = await ReceiveAsync(concurrency);
            if (batch.Count == 0)
            {
                return handled;
            }

            handled += batch.Count;
            await Task.WhenAll(batch.Select(HandleAsync));
        }
    }

    public async Task<int> AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        return await PumpAsync();
    }

    /// <summary>The process starts again after a crash: what it had in hand comes back, the timer runs, held-back revisions come due.</summary>
    public async Task RecoverAsync()
    {
        Faults.Start();
        for (var i = 0; i < 4; i++)
        {
            await AdvanceAsync(s_visibility + s_visibility);
            await Get<SweepPending>().RunAsync(Cancelled);
        }

        await AdvanceAsync(TimeSpan.FromMinutes(16));
        await AdvanceAsync(TimeSpan.FromMinutes(16));
    }

    public async Task<IncidentHeader> HeaderAsync(string id) => (await Get<IncidentStore>().ReadAsync(id, Cancelled))!.Header;

    public async Task<string?> IncidentOfAsync(string name) => await Get<IncidentQueries>().FindByFindingAsync(Sample.IdOf(name), Cancelled);

    /// <summary>The header of the incident that the finding belongs to.</summary>
    public async Task<IncidentHeader> HeaderOfAsync(string name) => await HeaderAsync((await IncidentOfAsync(name))!);

    public ValueTask<TriageOutcome> ActAsync(string id, TriageAction action, int? expected = null, TriageActor? actor = null) =>
        Get<IncidentTriage>().ActAsync(id, expected, actor ?? Ann, action, Cancelled);

    /// <summary>Takes all messages off the queue of incidents.</summary>
    public async Task<List<IncidentMessage>> TakePublishedAsync()
    {
        var all = new List<IncidentMessage>();
        while (await Published.ReceiveAsync(32, s_visibility, Cancelled) is { Count: > 0 } batch)
        {
            foreach (var received in batch)
            {
                all.Add(received.Message);
                await Published.CompleteAsync(received, Cancelled);
            }
        }

        return all;
    }

    /// <summary>Which incidents list each finding.</summary>
    public async Task<ILookup<string, string>> ListingsAsync()
    {
        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Blobs.ListAsync(Containers.Incidents, string.Empty, cursor, 5_000, Cancelled);
            names.AddRange(page.Items.Select(i => i.Name));
            cursor = page.Next;
        }
        while (cursor is not null);
        return names.Where(n => n.Contains("/members/", StringComparison.Ordinal))
            .ToLookup(n => n[(n.LastIndexOf('/') + 1)..], n => n[..n.IndexOf('/', StringComparison.Ordinal)]);
    }

    public async Task<IReadOnlyList<string>> NamesAsync(string container) =>
        [.. (await Blobs.ListAsync(container, string.Empty, null, 5_000, Cancelled)).Items.Select(i => i.Name)];

    public void Dispose()
    {
        _services.Dispose();
        _storage.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task<List<ReceivedMessage>> ReceiveAsync(int max)
    {
        var batch = new List<ReceivedMessage>();
        while (batch.Count < max
            && await _queues.ReceiveAsync(Queues.Findings, Math.Min(32, max - batch.Count), s_visibility, Cancelled) is { Count: > 0 } more)
        {
            batch.AddRange(more);
        }

        return batch;
    }

    private async Task HandleAsync(ReceivedMessage received)
    {
        await Task.Yield();
        try
        {
            var outcome = await Get<RaiseIncident>().HandleAsync(WorkMessage.Parse(received.Body.Span)!, Cancelled);
            if (outcome is MessageOutcome.RetryLater later)
            {
                await _queues.SendAsync(Queues.Findings, received.Body, later.After, Cancelled);
            }
            else
            {
                Assert.Same(MessageOutcome.Completed, outcome);
            }

            await _queues.CompleteAsync(received, Cancelled);
        }
        catch (CrashException)
        {
            // The message stays hidden until its visibility ends, as in a process that died.
        }
    }
}
