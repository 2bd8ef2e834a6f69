using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using Vigil.Storage.Azure.Accounts;

namespace Vigil.ServiceBus;

/// <summary>
/// The namespace as the Functions host reads a connection: <c>AzureWebJobsServiceBus</c> before <c>ServiceBus</c>, each under
/// <c>ConnectionStrings</c> first; a connection string, or <c>__fullyQualifiedNamespace</c> with an identity.
/// </summary>
internal static class BrokerConnection
{
    private const string Name = "ServiceBus";

    // The one retry is for a connection that was cut while it idled; the message runner retries what fails longer, without holding a thread.
    private static readonly ServiceBusRetryOptions s_retry = new() { MaxRetries = 1, TryTimeout = TimeSpan.FromSeconds(20) };

    /// <summary>A client that has called nobody yet; null when no connection of that name is set.</summary>
    /// <exception cref="InvalidOperationException">It is set, and wrong.</exception>
    public static ServiceBusClient? Create(IConfiguration configuration)
    {
        if ((ConnectionSection.Find(configuration, "AzureWebJobs" + Name) ?? ConnectionSection.Find(configuration, Name)) is not { } section)
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
            ? new ServiceBusClient(host, ConnectionSection.CredentialOf(section), options)
            : throw new InvalidOperationException($"{Name}__fullyQualifiedNamespace is no host name, such as example.servicebus.windows.net.");
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
}
