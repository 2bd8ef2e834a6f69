using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Core.Ports;
using Vigil.ServiceBus.Tests.Broker;
using Vigil.Storage.Sqlite;
using Vigil.Testing;
using Xunit;

namespace Vigil.ServiceBus.Tests;

/// <summary>A broker, a blob store, and the queue as a head registers it.</summary>
internal sealed class BrokerWorld : IAsyncDisposable
{
    public const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vigil-servicebus-");
    private readonly ServiceProvider _provider;

    public BrokerWorld(params IEnumerable<string> alsoTo)
    {
        Broker = new TestBroker(Time, ["incidents", .. alsoTo]);
        var settings = new Dictionary<string, string?> { ["ServiceBus"] = Broker.ConnectionString };
        foreach (var (i, queue) in alsoTo.Index())
        {
            settings[$"IncidentQueue:AlsoTo:{i}"] = queue;
        }

        _provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSqliteStorage(_directory.FullName)
            .AddServiceBusIncidents(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
    }

    public ManualTime Time { get; } = new();

    public TestBroker Broker { get; }

    public IIncidentQueue Queue => _provider.GetRequiredService<IIncidentQueue>();

    public IBlobStore Blobs => _provider.GetRequiredService<IBlobStore>();

    public BrokerQueue Incidents => Broker["incidents"];

    public static IncidentMessage Message(string subject, int revision, int size, string score = "81.80") => new(
        $"{subject}:{revision}",
        subject,
        Event(size),
        new Dictionary<string, string> { ["priority"] = "4", ["score"] = score, ["sender"] = "007", ["traceparent"] = TraceParent });

    /// <summary>Asks until messages come.</summary>
    public async Task<ReceivedIncident> ReceiveOneAsync(TimeSpan lockFor)
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (await Queue.ReceiveAsync(1, lockFor, TestContext.Current.CancellationToken) is [var message])
            {
                return message;
            }
        }
    }

    // A CloudEvent of just this size.
    private static byte[] Event(int size)
    {
        const string Frame = """{"specversion":"1.0","id":"x","type":"t","data":""}""";
        return Encoding.UTF8.GetBytes(Frame.Insert(Frame.Length - 2, new string('a', Math.Max(0, size - Frame.Length))));
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await Broker.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
