using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace Vigil.Storage.Azure.Accounts;

/// <summary>The settings of a connection as the Functions host reads them.</summary>
internal static class ConnectionSection
{
    private const string ManagedIdentity = "managedidentity";

    /// <summary>The settings under this name, those under <c>ConnectionStrings</c> first; null when there are none.</summary>
    public static IConfigurationSection? Find(IConfiguration configuration, string name)
    {
        var named = configuration.GetSection("ConnectionStrings").GetSection(name);
        var section = named.Exists() ? named : configuration.GetSection(name);
        return section.Exists() ? section : null;
    }

    /// <summary>
    /// A named managed identity asks its endpoint at once, where the default credential tries one source after the other first; without a name
    /// the default one serves a developer's own login. Neither calls anybody before the first request.
    /// </summary>
    public static TokenCredential CredentialOf(IConfigurationSection section)
    {
        var clientId = section["clientId"];
        return string.Equals(section["credential"], ManagedIdentity, StringComparison.OrdinalIgnoreCase)
            ? new ManagedIdentityCredential(
                string.IsNullOrEmpty(clientId) ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId))
            : new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
    }
}
