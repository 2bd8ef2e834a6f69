using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Vigil.Core.Ports;
using Vigil.Storage.Azure.Accounts;
using Vigil.Storage.Azure.Blobs;
using Vigil.Storage.Azure.Incidents;
using Vigil.Storage.Azure.Messaging;

namespace Vigil.Storage.Azure;

/// <summary>Registration of Blob and Queue Storage.</summary>
public static class AzureStorageExtensions
{
    /// <summary>
    /// Registers <see cref="IBlobStore"/>, <see cref="IMessageQueues"/>, <see cref="IMessageSignal"/>, <see cref="IClaimCheck"/>, <see cref="IIncidentQueue"/> and
    /// <see cref="IIncidentIndex"/> over the account that <c>Storage</c> names, with <c>alerts</c> and <c>audit</c> in that of <c>Evidence</c> where it is
    /// set. Calls nobody: containers and queues come with the deployment, or by <see cref="AzureStorageSetup.PrepareAsync"/>.
    /// </summary>
    /// <param name="connectionString">In place of the configured account of the data.</param>
    /// <exception cref="InvalidOperationException">The connections are not set, or wrong.</exception>
    public static IServiceCollection AddAzureStorage(this IServiceCollection services, IConfiguration configuration, string? connectionString = null)
    {
        var clients = StorageClients.From(configuration, connectionString);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(clients);
        services.AddSingleton(new AzureStorageSetup(clients));
        services.AddSingleton<Arrivals>();
        services.AddSingleton<IMessageSignal>(provider => provider.GetRequiredService<Arrivals>());
        services.AddSingleton<IBlobStore, AzureBlobStore>();
        services.AddSingleton<IMessageQueues, AzureMessageQueues>();
        services.AddSingleton<IClaimCheck, AzureClaimCheck>();
        services.AddSingleton<IIncidentQueue, AzureIncidentQueue>();
        services.AddSingleton<IIncidentIndex, AzureIncidentIndex>();
        return services;
    }
}
