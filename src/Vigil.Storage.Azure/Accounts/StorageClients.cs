using System.Collections.Concurrent;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Vigil.Core.Ports;

namespace Vigil.Storage.Azure.Accounts;

/// <summary>The clients of every container and queue, made once, on one pool of connections. Routes containers to their account.</summary>
internal sealed class StorageClients
{
    private readonly BlobServiceClient _data;
    private readonly BlobServiceClient _evidence;
    private readonly QueueServiceClient _queues;
    private readonly ConcurrentDictionary<string, BlobContainerClient> _containers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, QueueClient> _queueClients = new(StringComparer.Ordinal);

    private StorageClients(StorageConnection data, StorageConnection? evidence)
    {
        _data = Blobs(data);
        _evidence = evidence is null ? _data : Blobs(evidence);
        _queues = Queues(data);
    }

    /// <exception cref="InvalidOperationException">The connections are not set, or wrong.</exception>
    public static StorageClients From(IConfiguration configuration, string? connectionString)
    {
        var data = (connectionString is null
                ? StorageConnection.Read(configuration, StorageConnection.Data)
                : StorageConnection.Of(StorageConnection.Data, connectionString))
            ?? throw new InvalidOperationException(
                "No storage is set: set Storage to a connection string, or Storage__blobServiceUri and Storage__queueServiceUri.");
        data.RequireTriggersOn(configuration);
        return new StorageClients(data, StorageConnection.Read(configuration, StorageConnection.Evidence));
    }

    public BlobContainerClient Container(string name) => _containers.GetOrAdd(
        name,
        static (name, clients) => (name is Containers.Alerts or Containers.Audit ? clients._evidence : clients._data).GetBlobContainerClient(name),
        this);

    public QueueClient Queue(string name) =>
        _queueClients.GetOrAdd(name, static (name, clients) => clients._queues.GetQueueClient(name), this);

    private static BlobServiceClient Blobs(StorageConnection connection) => Checked(connection, () => connection.ConnectionString is { } text
        ? new BlobServiceClient(text, ClientSettings.ForBlobs(connection.NetworkTimeout))
        : new BlobServiceClient(connection.BlobEndpoint, connection.Credential, ClientSettings.ForBlobs(connection.NetworkTimeout)));

    private static QueueServiceClient Queues(StorageConnection connection) => Checked(connection, () => connection.ConnectionString is { } text
        ? new QueueServiceClient(text, ClientSettings.ForQueues(connection.NetworkTimeout))
        : new QueueServiceClient(
            connection.QueueEndpoint ?? throw new InvalidOperationException($"{connection.Name}__queueServiceUri is not set."),
            connection.Credential,
            ClientSettings.ForQueues(connection.NetworkTimeout)));

    // The text holds a key: neither it nor the exception that may quote it goes anywhere.
    private static T Checked<T>(StorageConnection connection, Func<T> create)
    {
        try
        {
            return create();
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new InvalidOperationException($"{connection.Name} is no connection string of a storage account.");
        }
    }
}
