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
    /// <exception cref="InvalidOperationException">The connection is set, and wrong; or it is not, and queues of a broker are named.</exception>
    public static IServiceCollection AddServiceBusIncidents(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = IncidentQueueSettings.Read(configuration);
        if (BrokerConnection.Create(configuration) is not { } client)
        {
            return settings.NeedsBroker
                ? throw new InvalidOperationException(
                    "IncidentQueue__Name and IncidentQueue__AlsoTo name queues of a Service Bus namespace, and the connection ServiceBus is not set.")
                : services;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(_ => client);
        services.AddSingleton<HeldMessages>();
        services.AddSingleton<LargeMessages>();
        services.AddSingleton<IIncidentQueue, ServiceBusIncidentQueue>();
        return services;
    }
}
