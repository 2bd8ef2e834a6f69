using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Vigil.Core.Ports;

namespace Vigil.ServiceBus;

/// <summary>Registration of the incident queue on Azure Service Bus.</summary>
public static class ServiceBusExtensions
{
    /// <summary>
    /// Where the connection <c>ServiceBus</c> is set, registers <see cref="IIncidentQueue"/> over it, in the place of the one that was registered
    /// before; needs an <see cref="IBlobStore"/> for what is too large for the broker. Calls nobody: the first message opens the connection.
    /// </summary>
    /// <exception cref="InvalidOperationException">The connection is set, and wrong.</exception>
    public static IServiceCollection AddServiceBusIncidents(this IServiceCollection services, IConfiguration configuration)
    {
        if (BrokerConnection.Create(configuration) is not { } client)
        {
            return services;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(IncidentQueueSettings.Read(configuration));
        services.AddSingleton(_ => client);
        services.AddSingleton<HeldMessages>();
        services.AddSingleton<LargeMessages>();
        services.AddSingleton<IIncidentQueue, ServiceBusIncidentQueue>();
        return services;
    }
}
