using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite.Blobs;
using Vigil.Storage.Sqlite.Database;
using Vigil.Storage.Sqlite.Incidents;
using Vigil.Storage.Sqlite.Messaging;

namespace Vigil.Storage.Sqlite;

/// <summary>Registration of the embedded storage.</summary>
public static class SqliteStorageExtensions
{
    /// <summary>
    /// Registers <see cref="IBlobStore"/>, <see cref="IMessageQueues"/>, <see cref="IMessageSignal"/>, <see cref="IClaimCheck"/>, <see cref="IIncidentQueue"/> and
    /// <see cref="IIncidentIndex"/> over the file <c>vigil.db</c> in this directory, which is created on first use for its owner alone.
    /// </summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, string dataDirectory)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new SqliteDatabase(dataDirectory, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SqliteBlobStore>();
        services.AddSingleton<SqliteMessageQueues>();
        services.AddSingleton<IBlobStore>(provider => provider.GetRequiredService<SqliteBlobStore>());
        services.AddSingleton<IMessageQueues>(provider => provider.GetRequiredService<SqliteMessageQueues>());
        services.AddSingleton<IMessageSignal>(provider => provider.GetRequiredService<SqliteMessageQueues>());
        services.AddSingleton<IClaimCheck, SqliteClaimCheck>();
        services.AddSingleton<IIncidentQueue, SqliteIncidentQueue>();
        services.AddSingleton<IIncidentIndex, SqliteIncidentIndex>();
        return services;
    }
}
