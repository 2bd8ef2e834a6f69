using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Vigil.Core.DeadLetters;
using Vigil.Core.Enrichment;
using Vigil.Core.Enrichment.Assets;
using Vigil.Core.Intake;
using Vigil.Core.Messaging;
using Vigil.Core.Normalization;
using Vigil.Core.Ports;
using Vigil.Core.Scoring;
using Vigil.Core.Senders;
using Xunit;

namespace Vigil.Core.Tests.Enrichment;

/// <summary>The handler over real storage, with alerts put there as intake does.</summary>
internal sealed class EnrichBench : IDisposable
{
    private const string Payments =
        "id,name,hostnames,owner,team,criticality,exposure,tags\npay,Payments,pay-1,ann,payments,critical,internet,pci\n";

    private readonly TestStore _store = new();
    private readonly SenderProfile _profile;

    public EnrichBench(AlertMapping? mapping = null)
    {
        _profile = new()
        {
            Name = "test",
            Version = "0",
            Title = "Test",
            Verification = null!,
            Handshakes = new Handshakes([], []),
            Delivery = new DeliveryRules([], null, []),
            Answers = new AnswerCodes(),
            Mapping = mapping ?? new TestMapping(),
            Examples = [],
        };
        Reference = new ReferenceData(_store.Blobs, NullLogger<ReferenceData>.Instance);
        DeadLetters = new BlobDeadLetters(_store.Blobs);
    }

    public TestStore Store => _store;

    public ReferenceData Reference { get; }

    public BlobDeadLetters DeadLetters { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Reference.Dispose();
        _store.Dispose();
    }

    public static Task<EnrichBench> WithAssetsAsync(AlertMapping mapping) => WithAssetsAsync(Payments, mapping);

    public static async Task<EnrichBench> WithAssetsAsync(string csv = Payments, AlertMapping? mapping = null)
    {
        var bench = new EnrichBench(mapping);
        await Assets.AssetFiles.ImportAsync(bench._store, csv);
        await bench.Reference.RefreshAsync(Cancelled);
        return bench;
    }

    /// <summary>Stores an alert, as received now.</summary>
    public async Task<string> StoreAsync(string alertId, string body, bool possibleReplay = false, string instance = "test", string tenant = "acme")
    {
        var metadata = new AlertMetadata(
            instance, tenant, "test", "0", "none", "1", _store.Time.GetUtcNow(), "d1", possibleReplay, null, new Dictionary<string, string>());
        await _store.Blobs.CreateAsync(Containers.Alerts, alertId, Encoding.UTF8.GetBytes(body), metadata.ToBlobMetadata(), Cancelled);
        return alertId;
    }

    public ValueTask<MessageOutcome> HandleAsync(string alertId) => HandleAsync(alertId, _store.Blobs, _store.ClaimCheck, _store.Queues);

    public async ValueTask<MessageOutcome> HandleAsync(string alertId, IBlobStore blobs, IClaimCheck claimCheck, IMessageQueues queues) =>
        await Handler(blobs, claimCheck, queues).HandleAsync(
            WorkMessage.Create(WorkMessage.Alert, alertId, 0, _store.Time.GetUtcNow()), Cancelled);

    public EnrichDetection Handler(IBlobStore blobs, IClaimCheck claimCheck, IMessageQueues queues)
    {
        var scoring = Options.Create(new ScoreOptions());
        return new EnrichDetection(
            blobs, claimCheck, queues, new BlobDeadLetters(blobs), Reference, name => name == "test" ? _profile : null, new FindingScorer(scoring),
            scoring, Options.Create(new EnrichOptions()), _store.Time, NullLogger<EnrichDetection>.Instance);
    }

    /// <summary>Stores an alert, handles it and expects all to be well.</summary>
    public async Task EnrichAsync(string alertId, string body)
    {
        await StoreAsync(alertId, body);
        Assert.Same(MessageOutcome.Completed, await HandleAsync(alertId));
    }

    /// <summary>Every stored finding, ordered by id.</summary>
    public async Task<List<StoredFinding>> FindingsAsync()
    {
        var findings = new List<StoredFinding>();
        var page = await _store.Blobs.ListAsync(Containers.Findings, "", null, 5000, Cancelled);
        Assert.Null(page.Next);
        foreach (var item in page.Items)
        {
            findings.Add(StoredFinding.Parse((await _store.Blobs.ReadAsync(Containers.Findings, item.Name, Cancelled))!.Content.Span));
        }

        return findings;
    }

    /// <summary>Takes every message off the queue <c>findings</c>: <c>id:revision</c>, sorted.</summary>
    public async Task<List<string>> TakeMessagesAsync()
    {
        var messages = new List<string>();
        while (await _store.Queues.ReceiveAsync(Queues.Findings, 32, TimeSpan.FromMinutes(1), Cancelled) is { Count: > 0 } received)
        {
            foreach (var message in received)
            {
                var work = WorkMessage.Parse(message.Body.Span)!;
                Assert.Equal(WorkMessage.Finding, work.Schema);
                messages.Add(string.Create(CultureInfo.InvariantCulture, $"{work.Id}:{work.Revision}"));
                await _store.Queues.CompleteAsync(message, Cancelled);
            }
        }

        messages.Sort(StringComparer.Ordinal);
        return messages;
    }

    public async Task<string?> DoneAsync(string alertId) =>
        await _store.Blobs.ReadAsync(Containers.Done, alertId, Cancelled) is { } blob ? Encoding.UTF8.GetString(blob.Content.Span) : null;
}
