using System.Globalization;
using Azure.Core;
using Microsoft.Extensions.Configuration;

namespace Vigil.Storage.Azure.Accounts;

/// <summary>
/// One storage account, in the settings that Azure Functions use for a connection: <c>{name}</c> as a connection string, or
/// <c>{name}__blobServiceUri</c> and <c>{name}__queueServiceUri</c> (or <c>{name}__accountName</c>) with an identity.
/// </summary>
internal sealed record StorageConnection(
    string Name, string? ConnectionString, Uri? BlobEndpoint, Uri? QueueEndpoint, TokenCredential? Credential, TimeSpan NetworkTimeout)
{
    /// <summary>The account of the data.</summary>
    public const string Data = "Storage";

    /// <summary>The account of the containers <c>alerts</c> and <c>audit</c>; where it is not set they lie beside the data.</summary>
    public const string Evidence = "Evidence";

    /// <summary>What the Functions host's triggers connect by.</summary>
    public const string Triggers = "Queues";

    /// <summary>Time for one request, where <c>{name}__networkTimeout</c> sets no other: senders of webhooks wait ten seconds.</summary>
    private static readonly TimeSpan s_networkTimeout = TimeSpan.FromSeconds(8);

    /// <summary>A connection by its string, whatever is configured.</summary>
    public static StorageConnection Of(string name, string connectionString) => new(name, connectionString, null, null, null, s_networkTimeout);

    /// <summary>The connection, or null when nothing of that name is set.</summary>
    /// <exception cref="InvalidOperationException">It is set, and wrong.</exception>
    public static StorageConnection? Read(IConfiguration configuration, string name) =>
        ConnectionSection.Find(configuration, name) is { } section ? Read(section, name) : null;

    /// <summary>Where triggers are configured, they must listen to the very queues that messages are sent to.</summary>
    /// <exception cref="InvalidOperationException">They would listen elsewhere.</exception>
    public void RequireTriggersOn(IConfiguration configuration)
    {
        if (ConnectionSection.Find(configuration, Triggers) is not { } triggers)
        {
            return;
        }

        var isSame = string.IsNullOrWhiteSpace(triggers.Value)
            ? Endpoint(triggers, Triggers, "queue") == QueueEndpoint
            : triggers.Value == ConnectionString;
        if (!isSame)
        {
            throw new InvalidOperationException($"{Triggers} and {Name} name two accounts: no message that is sent would be taken.");
        }
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
            : new StorageConnection(name, null, blobs, queues, ConnectionSection.CredentialOf(section), TimeoutOf(section, name));
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
}
