using System.Globalization;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace Vigil.Storage.Azure.Accounts;

/// <summary>
/// One storage account as the Functions host reads a connection of that name, so that triggers and this adapter always mean the same account:
/// <c>AzureWebJobs{name}</c> before <c>{name}</c>, each under <c>ConnectionStrings</c> first; a connection string, or
/// <c>{name}__blobServiceUri</c> and <c>{name}__queueServiceUri</c> (or <c>{name}__accountName</c>) with an identity.
/// </summary>
internal sealed record StorageConnection(
    string Name, string? ConnectionString, Uri? BlobEndpoint, Uri? QueueEndpoint, TokenCredential? Credential, TimeSpan NetworkTimeout)
{
    /// <summary>The account of the data.</summary>
    public const string Data = "Storage";

    /// <summary>The account of the containers <c>alerts</c> and <c>audit</c>; where it is not set they lie beside the data.</summary>
    public const string Evidence = "Evidence";

    /// <summary>Time for one request, where <c>{name}__networkTimeout</c> sets no other: senders of webhooks wait ten seconds.</summary>
    private static readonly TimeSpan s_networkTimeout = TimeSpan.FromSeconds(8);

    private const string HostPrefix = "AzureWebJobs";
    private const string ManagedIdentity = "managedidentity";

    /// <summary>A connection by its string, whatever is configured.</summary>
    public static StorageConnection Of(string name, string connectionString) => new(name, connectionString, null, null, null, s_networkTimeout);

    /// <summary>The connection, or null when nothing of that name is set.</summary>
    /// <exception cref="InvalidOperationException">It is set, and wrong.</exception>
    public static StorageConnection? Read(IConfiguration configuration, string name)
    {
        var own = Section(configuration, name) is { } section ? Read(section, name) : null;
        if (Section(configuration, HostPrefix + name) is not { } host)
        {
            return own;
        }

        var first = Read(host, name);
        return own is null || own.IsSameAccountAs(first)
            ? first
            : throw new InvalidOperationException(
                $"{HostPrefix}{name} and {name} name two accounts: the Functions host would take the messages of the first where {name} is asked for.");
    }

    private static StorageConnection Read(IConfigurationSection section, string name)
    {
        if (!string.IsNullOrWhiteSpace(section.Value))
        {
            return Of(name, section.Value) with { NetworkTimeout = TimeoutOf(section, name) };
        }

        var blobs = Endpoint(section, name, "blob");
        var queues = Endpoint(section, name, "queue");
        return blobs is null
            ? throw new InvalidOperationException($"{name} is no connection: set {name} to a connection string, or {name}__blobServiceUri and {name}__queueServiceUri.")
            : new StorageConnection(name, null, blobs, queues, CredentialOf(section), TimeoutOf(section, name));
    }

    private bool IsSameAccountAs(StorageConnection other) =>
        ConnectionString == other.ConnectionString && BlobEndpoint == other.BlobEndpoint;

    private static IConfigurationSection? Section(IConfiguration configuration, string name)
    {
        var inConnectionStrings = configuration.GetSection("ConnectionStrings").GetSection(name);
        var section = inConnectionStrings.Exists() ? inConnectionStrings : configuration.GetSection(name);
        return section.Exists() ? section : null;
    }

    private static TimeSpan TimeoutOf(IConfigurationSection section, string name) => section["networkTimeout"] is not { } text ? s_networkTimeout
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero ? time
        : throw new InvalidOperationException($"{name}__networkTimeout is no time as in 00:00:08.");

    private static Uri? Endpoint(IConfigurationSection section, string name, string service)
    {
        var setting = $"{service}ServiceUri";
        var text = section[setting] ?? (section["accountName"] is { Length: > 0 } account ? $"https://{account}.{service}.core.windows.net" : null);
        if (text is null)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Query.Length == 0 && uri.UserInfo.Length == 0
            ? uri
            : throw new InvalidOperationException($"{name}__{setting} is no https address without a query: an endpoint is used with an identity, never with a key.");
    }

    /// <summary>
    /// A named managed identity asks its endpoint at once, where the default credential tries one source after the other first; without a name
    /// the default one serves a developer's own login. Neither calls anybody before the first request.
    /// </summary>
    private static TokenCredential CredentialOf(IConfigurationSection section)
    {
        var clientId = section["clientId"];
        if (string.Equals(section["credential"], ManagedIdentity, StringComparison.OrdinalIgnoreCase))
        {
            return new ManagedIdentityCredential(
                string.IsNullOrEmpty(clientId) ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));
        }

        return new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
    }
}
