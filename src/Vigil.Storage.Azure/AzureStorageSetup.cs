using Vigil.Core.Ports;
using Vigil.Storage.Azure.Accounts;
using Vigil.Storage.Azure.Incidents;

namespace Vigil.Storage.Azure;

/// <summary>Makes what deployment makes in Azure: containers and queues. Never called while work is done.</summary>
public sealed class AzureStorageSetup
{
    private readonly StorageClients _clients;

    internal AzureStorageSetup(StorageClients clients) => _clients = clients;

    /// <summary>Every container that the adapter uses.</summary>
    public static IReadOnlyList<string> ContainerNames { get; } = [.. Containers.All.Append(AzureIncidentIndex.Container).Distinct()];

    /// <summary>Every queue that the adapter uses.</summary>
    public static IReadOnlyList<string> QueueNames { get; } =
        [.. Queues.All, .. Queues.All.Select(Queues.PoisonOf), AzureIncidentQueue.Name, AzureIncidentQueue.PoisonName];

    /// <summary>Creates what is not there yet.</summary>
    /// <exception cref="StorageUnavailableException">An account cannot be reached.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken) => await Task.WhenAll(
    [
        .. ContainerNames.Select(async name => (object?)await Failures.GuardAsync(
            _clients.Container(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken), cancellationToken)),
        .. QueueNames.Select(async name => (object?)await Failures.GuardAsync(
            _clients.Queue(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken), cancellationToken)),
    ]);
}
