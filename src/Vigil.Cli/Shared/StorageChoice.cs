using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Storage.Azure;
using Vigil.Storage.Sqlite;
using Vigil.Storage.Sqlite.Database;

namespace Vigil.Cli.Shared;

/// <summary>Where an installation keeps its data: in its data directory, or in an Azure Storage account.</summary>
/// <param name="Kind">Null: Azure where the settings name an account, else SQLite.</param>
/// <param name="Connection">Connection string in place of the settings' account.</param>
internal sealed record StorageChoice(StorageKind? Kind, string? Connection)
{
    private const string Setting = "Storage";

    /// <summary>The embedded database, whatever the settings say.</summary>
    public static StorageChoice Embedded { get; } = new(StorageKind.Sqlite, null);

    /// <summary>What the settings say.</summary>
    public static StorageChoice BySettings { get; } = new(null, null);

    /// <summary>Registers the storage; calls nobody.</summary>
    /// <exception cref="CliException">The settings name no account, or a wrong one.</exception>
    public void AddTo(IServiceCollection services, string dataDirectory, IConfiguration configuration)
    {
        if (!IsAzure(configuration))
        {
            services.AddSqliteStorage(dataDirectory);
            return;
        }

        try
        {
            services.AddAzureStorage(configuration, Connection);
        }
        catch (InvalidOperationException exception)
        {
            throw new CliException(exception.Message, exception);
        }
    }

    /// <summary>Opens the database, or makes the containers and queues that are not there yet.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        services.GetService<SqliteDatabase>()?.Open();
        if (services.GetService<AzureStorageSetup>() is { } setup)
        {
            await setup.PrepareAsync(cancellationToken);
        }
    }

    /// <summary>An account in Azure, or Azurite.</summary>
    public bool IsAzure(IConfiguration configuration) => (Kind, Connection) switch
    {
        (StorageKind.Sqlite, not null) => throw new CliException("--connection is for --storage azure."),
        (StorageKind.Azure, _) or (null, not null) => true,
        (null, null) => configuration.GetSection(Setting).Exists() || configuration.GetConnectionString(Setting) is not null,
        _ => false,
    };
}

/// <summary>The kinds of storage that <c>--storage</c> names.</summary>
internal enum StorageKind
{
    Sqlite,
    Azure,
}
