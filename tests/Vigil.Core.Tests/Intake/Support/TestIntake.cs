using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Blobs;
using Vigil.Storage.Sqlite.Database;
using Vigil.Storage.Sqlite.Messaging;
using Vigil.Testing;

namespace Vigil.Core.Tests.Intake.Support;

/// <summary>Intake over a real database in a folder of its own, with the instances <c>github</c>, <c>standard</c> and <c>slack</c>.</summary>
internal sealed class TestIntake : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vigil-intake-").FullName;
    private readonly SqliteDatabase _database;

    public TestIntake(Action<IntakeOptions>? configure = null, IReadOnlyDictionary<string, string?>? secrets = null)
    {
        _database = new SqliteDatabase(_folder, Time);
        Blobs = new SqliteBlobStore(_database);
        Queues = new SqliteMessageQueues(_database);
        Claims = new SqliteClaimCheck(_database, (SqliteBlobStore)Blobs);
        Secrets = new EnvironmentSecretSource(secrets ?? new Dictionary<string, string?>
        {
            ["VIGIL_SECRET_WEBHOOK_GITHUB"] = TestSenders.Key,
            ["VIGIL_SECRET_WEBHOOK_STANDARD"] = TestSenders.StandardKey,
            ["VIGIL_SECRET_WEBHOOK_SLACK"] = TestSenders.Key,
        });
        configure?.Invoke(Options);
    }

    public ManualTime Time { get; } = new();

    /// <summary>Tests let days pass with nobody working the queue off.</summary>
    public IntakeOptions Options { get; } = new() { MaxQueueAge = TimeSpan.FromDays(1000) };

    public IBlobStore Blobs { get; set; }

    public IMessageQueues Queues { get; set; }

    public IClaimCheck Claims { get; set; }

    public ISecretSource Secrets { get; set; }

    public ReceiveWebhook Handler => field ??= new ReceiveWebhook(
        new SenderInstances(Microsoft.Extensions.Options.Options.Create(Options), TestSenders.Find),
        Secrets, Claims, Blobs, Queues, new FakeWeb().Services(Time), Microsoft.Extensions.Options.Options.Create(Options), Time, NullLogger<ReceiveWebhook>.Instance);

    public ValueTask<IntakeOutcome> GitHubAsync(string body, string? key = null, params (string Name, string Value)[] more)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return SendAsync("github", TestSenders.GitHubHeaders(bytes, key ?? TestSenders.Key), bytes, more);
    }

    public ValueTask<IntakeOutcome> StandardAsync(string id, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return SendAsync("standard", TestSenders.StandardHeaders(id, Time.GetUtcNow(), bytes), bytes);
    }

    public ValueTask<IntakeOutcome> SendAsync(string instance, GivenHeaders headers, byte[] body, params (string Name, string Value)[] more)
    {
        foreach (var (name, value) in more)
        {
            headers.Add(name, value);
        }

        return Handler.HandleAsync(
            new Delivery("POST", instance, headers, IPAddress.Loopback, body.Length, new MemoryStream(body)), CancellationToken.None);
    }

    /// <summary>Names of the blobs of a container.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(string container) =>
        [.. (await Blobs.ListAsync(container, "", null, 5000, CancellationToken.None)).Items.Select(b => b.Name)];

    public async Task<AlertMetadata> MetadataAsync(string alertId) =>
        AlertMetadata.FromBlobMetadata((await Blobs.FindAsync(Containers.Alerts, alertId, CancellationToken.None))!.Metadata);

    public async Task<long> QueuedAsync() => (await Queues.StateAsync(Core.Ports.Queues.Detections, CancellationToken.None)).Depth;

    /// <summary>What EnrichDetection leaves when it is through with an alert.</summary>
    public async Task FinishAsync(string alertId) =>
        await Blobs.CreateAsync(Containers.Done, alertId, default, null, CancellationToken.None);

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
