using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Sasl;
using Microsoft.Azure.Amqp.Transport;

namespace Vigil.ServiceBus.Tests.Broker;

/// <summary>
/// An AMQP 1.0 broker on a port of this machine with the semantics of Service Bus queues, for the client library as it is: the emulator needs
/// containers. Its time is given, so that locks end and scheduled messages come due when a test says so.
/// </summary>
internal sealed class TestBroker : IRuntimeProvider, IAsyncDisposable
{
    private const string DeadLetterPath = "/$deadletterqueue";
    private const string ManagementPath = "/$management";

    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, BrokerQueue> _queues = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, ReplyLinks> _replies = new(StringComparer.Ordinal);
    private AmqpConnectionListener _listener;

    public TestBroker(TimeProvider time, params IEnumerable<string> queues)
    {
        _time = time;
        foreach (var queue in queues)
        {
            var dead = _queues[queue + DeadLetterPath] = new BrokerQueue(time, null);
            _queues[queue] = new BrokerQueue(time, dead);
        }

        Port = FreePort();
        _listener = Listen();
    }

    public int Port { get; }

    /// <summary>Largest message that links take, in bytes.</summary>
    public ulong MaxMessageSize { get; set; } = 256 * 1024;

    /// <summary>Whether tokens are taken.</summary>
    public bool Authorizes { get; set; } = true;

    public string ConnectionString =>
        $"Endpoint=sb://127.0.0.1:{Port};SharedAccessKeyName=test;SharedAccessKey=bm8tc2VjcmV0;UseDevelopmentEmulator=true";

    public BrokerQueue this[string queue] => _queues[queue];

    /// <summary>Cuts every connection and takes no more; messages stay.</summary>
    public void Stop() => _listener.Close();

    public void Start() => _listener = Listen();

    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    AmqpConnection IConnectionFactory.CreateConnection(
        TransportBase transport, ProtocolHeader protocolHeader, bool isInitiator, AmqpSettings amqpSettings, AmqpConnectionSettings connectionSettings) =>
        new(transport, protocolHeader, isInitiator, amqpSettings, connectionSettings);

    AmqpSession ISessionFactory.CreateSession(AmqpConnection connection, AmqpSessionSettings settings) => throw new NotSupportedException();

    AmqpLink ILinkFactory.CreateLink(AmqpSession session, AmqpLinkSettings settings)
    {
        settings.MaxMessageSize = MaxMessageSize;
        return settings.IsReceiver() ? Receiving(session, settings) : new SendingAmqpLink(session, settings);
    }

    IAsyncResult ILinkFactory.BeginOpenLink(AmqpLink link, TimeSpan timeout, AsyncCallback callback, object state)
    {
        var opened = Task.Factory.StartNew(_ => Open(link), state, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default);
        opened.ContinueWith(task => callback(task), TaskScheduler.Default);
        return opened;
    }

    void ILinkFactory.EndOpenLink(IAsyncResult result) => ((Task)result).GetAwaiter().GetResult();

    private static ReceivingAmqpLink Receiving(AmqpSession session, AmqpLinkSettings settings)
    {
        settings.TotalLinkCredit = 100;
        settings.AutoSendFlow = true;
        return new ReceivingAmqpLink(session, settings);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private AmqpConnectionListener Listen()
    {
        var sasl = new SaslTransportProvider();
        sasl.Versions.Add(new AmqpVersion(1, 0, 0));
        sasl.AddHandler(new SaslAnonymousHandler("MSSBCBS"));
        var settings = new AmqpSettings { RuntimeProvider = this };
        settings.TransportProviders.Add(sasl);
        var connection = new AmqpConnectionSettings { ContainerId = "test-broker", MaxFrameSize = 64 * 1024 };
        var listener = new AmqpConnectionListener([$"amqp://127.0.0.1:{Port}"], settings, connection);
        listener.Open();
        return listener;
    }

    /// <summary>Connects an attached link to its queue or to the node that answers requests; refuses what there is not.</summary>
    private void Open(AmqpLink link)
    {
        var address = AddressOf(link);
        if (address == "$cbs")
        {
            Answer(link, "$cbs", new TokenNode(this).Answer);
        }
        else if (address.EndsWith(ManagementPath, StringComparison.OrdinalIgnoreCase))
        {
            var queue = Queue(address[..^ManagementPath.Length]);
            Answer(link, address, new ManagementNode(queue).Answer);
        }
        else if (link is ReceivingAmqpLink publisher)
        {
            _ = new PublisherLink(publisher, Queue(address));
        }
        else
        {
            _ = new ConsumerLink((SendingAmqpLink)link, Queue(address));
        }
    }

    private void Answer(AmqpLink link, string address, Func<AmqpMessage, AmqpMessage> answer)
    {
        var replies = _replies.GetOrAdd($"{link.Session.Connection.Identifier}/{address}", _ => new ReplyLinks());
        if (link is ReceivingAmqpLink requests)
        {
            requests.RegisterMessageListener(request =>
            {
                requests.AcceptMessage(request, false);
                replies.Send(request, answer(request));
            });
        }
        else
        {
            replies.Add((SendingAmqpLink)link, ((Target)link.Settings.Target).Address.ToString()!);
        }
    }

    private BrokerQueue Queue(string address) => _queues.TryGetValue(address, out var queue)
        ? queue
        : throw new AmqpException(AmqpErrorCode.NotFound, $"The messaging entity '{address}' could not be found.");

    private static string AddressOf(AmqpLink link)
    {
        var address = (link.IsReceiver ? ((Target)link.Settings.Target).Address : ((Source)link.Settings.Source).Address).ToString()!;
        return (Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.AbsolutePath : address).Trim('/');
    }
}
