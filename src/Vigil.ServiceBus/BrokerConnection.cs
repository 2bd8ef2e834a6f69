using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;

namespace Vigil.ServiceBus;

/// <summary>
/// The namespace as the Functions host reads a connection: <c>AzureWebJobsServiceBus</c> before <c>ServiceBus</c>, each under
/// <c>ConnectionStrings</c> first; a connection string, or <c>__fullyQualifiedNamespace</c> with an identity.
/// </summary>
internal static class BrokerConnection
{
    private const string Name = "ServiceBus";
    private const string ManagedIdentity = "managedidentity";

    // The one retry is for a connection that was cut while it idled; the message runner retries what fails longer, without holding a thread.
    private static readonly ServiceBusRetryOptions s_retry = new() { MaxRetries = 1, TryTimeout = TimeSpan.FromSeconds(20) };

    /// <summary>A client that has called nobody yet; null when no connection of that name is set.</summary>
    /// <exception cref="InvalidOperationException">It is set, and wrong.</exception>
    public static ServiceBusClient? Create(IConfiguration configuration)
    {
        if ((Section(configuration, "AzureWebJobs" + Name) ?? Section(configuration, Name)) is not { } section)
        {
            return null;
        }

        var options = new ServiceBusClientOptions { RetryOptions = s_retry };
        if (!string.IsNullOrWhiteSpace(section.Value))
        {
            return FromText(section.Value, options);
        }

        var host = section["fullyQualifiedNamespace"];
        return Uri.CheckHostName(host) == UriHostNameType.Dns
            ? new ServiceBusClient(host, Credential(section), options)
            : throw new InvalidOperationException($"{Name}__fullyQualifiedNamespace is no host name, such as example.servicebus.windows.net.");
    }

    private static IConfigurationSection? Section(IConfiguration configuration, string name)
    {
        var named = configuration.GetSection("ConnectionStrings").GetSection(name);
        var section = named.Exists() ? named : configuration.GetSection(name);
        return section.Exists() ? section : null;
    }

    // The text holds a key: neither it nor the exception that may quote it goes anywhere.
    private static ServiceBusClient FromText(string text, ServiceBusClientOptions options)
    {
        try
        {
            return new ServiceBusClient(text, options);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new InvalidOperationException($"{Name} is no connection string of a Service Bus namespace.");
        }
    }

    private static TokenCredential Credential(IConfigurationSection section)
    {
        var clientId = section["clientId"];
        return string.Equals(section["credential"], ManagedIdentity, StringComparison.OrdinalIgnoreCase)
            ? new ManagedIdentityCredential(
                string.IsNullOrEmpty(clientId) ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId))
            : new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
    }
}
