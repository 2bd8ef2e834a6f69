using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Vigil.Core.Intake;
using Vigil.Core.Ports;

namespace Vigil.Storage.Azure.Secrets;

/// <summary>Registration of Azure Key Vault as the source of secrets.</summary>
public static class KeyVaultExtensions
{
    /// <summary>The vault's address, as in <c>https://{name}.vault.azure.net</c>; without it secrets come from the environment.</summary>
    public const string UriKey = "KeyVault:Uri";

    /// <summary>Client id of a user-assigned identity; without it the machine's own, or the developer's.</summary>
    public const string ClientIdKey = "KeyVault:clientId";

    /// <summary>Takes secrets from the vault that section <c>KeyVault</c> names, if it names one.</summary>
    public static IServiceCollection AddSecretVault(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[UriKey] is not { Length: > 0 } address)
        {
            return services;
        }

        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton<ISecretVault>(p => new KeyVault(
                new SecretClient(new Uri(address), CredentialOf(configuration[ClientIdKey]), Options()), p.GetRequiredService<TimeProvider>()))
            .AddSingleton<ISecretSource, VaultSecretSource>();
    }

    /// <summary>A look must be over before <see cref="VaultSecretSource.ReadTimeout"/>, with one more try in it.</summary>
    internal static SecretClientOptions Options() => new()
    {
        Retry = { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(200), NetworkTimeout = TimeSpan.FromSeconds(4) },
    };

    private static TokenCredential CredentialOf(string? clientId) => string.IsNullOrEmpty(clientId)
        ? new DefaultAzureCredential()
        : new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId));
}
