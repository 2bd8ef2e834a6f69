using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Vigil.Storage.Azure.Accounts;

/// <summary>How clients talk to the service: one pool of connections, few tries, short waits. Whoever called has its own way to try again.</summary>
internal static class ClientSettings
{
    // Nothing newer is needed, and older emulators know it.
    private const BlobClientOptions.ServiceVersion BlobVersion = BlobClientOptions.ServiceVersion.V2021_08_06;
    private const QueueClientOptions.ServiceVersion QueueVersion = QueueClientOptions.ServiceVersion.V2021_08_06;

    private const int MaxConnections = 128;

    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(2);

    // The emulator hangs up after five idle seconds, the service later.
    private static readonly TimeSpan s_idleTimeout = TimeSpan.FromSeconds(4);

    // New addresses of a service that moved are seen within this time.
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(5);

    private static readonly HttpClientTransport s_transport = new(new HttpClient(new SocketsHttpHandler
    {
        ConnectTimeout = s_connectTimeout,
        MaxConnectionsPerServer = MaxConnections,
        PooledConnectionIdleTimeout = s_idleTimeout,
        PooledConnectionLifetime = s_connectionLifetime,
        AllowAutoRedirect = false,
        UseCookies = false,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    });

    public static BlobClientOptions ForBlobs(TimeSpan networkTimeout) => Apply(new BlobClientOptions(BlobVersion), networkTimeout);

    public static QueueClientOptions ForQueues(TimeSpan networkTimeout) => Apply(new QueueClientOptions(QueueVersion), networkTimeout);

    private static T Apply<T>(T options, TimeSpan networkTimeout)
        where T : ClientOptions
    {
        options.Transport = s_transport;
        options.RetryPolicy = new CarefulRetry();
        options.Retry.NetworkTimeout = networkTimeout;
        // The pipeline has its own spans; one more per request would only repeat them.
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsLoggingEnabled = false;
        return options;
    }
}
