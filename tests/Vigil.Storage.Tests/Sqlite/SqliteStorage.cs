using Microsoft.Extensions.DependencyInjection;
using Vigil.Core.Ports;
using Vigil.Storage.Sqlite;
using Vigil.Storage.Sqlite.Database;
using Vigil.Testing;

namespace Vigil.Storage.Tests.Sqlite;

/// <summary>A fresh directory, a clock, and the ports over them as a head gets them.</summary>
internal sealed class SqliteStorage : IAsyncDisposable
{
    private readonly DirectoryInfo? _own;
    private readonly ServiceProvider _provider;

    public SqliteStorage()
        : this(System.IO.Directory.CreateTempSubdirectory("vigil-sqlite-"), null)
    {
    }

    /// <summary>Over a directory that another one owns, as a second process would.</summary>
    public SqliteStorage(string directory, ManualTime time, SqliteLimits? limits = null)
    {
        (Directory, Time) = (directory, time);
        var services = new ServiceCollection().AddSingleton<TimeProvider>(time).AddSqliteStorage(directory);
        if (limits is not null)
        {
            services.AddSingleton(_ => new SqliteDatabase(directory, time, limits));
        }

        _provider = services.BuildServiceProvider();
    }

    private SqliteStorage(DirectoryInfo own, SqliteLimits? limits)
        : this(own.FullName, new ManualTime(), limits)
    {
        _own = own;
    }

    public string Directory { get; }

    public string File => Path.Combine(Directory, SqliteDatabase.FileName);

    public ManualTime Time { get; }

    public IBlobStore Blobs => Get<IBlobStore>();

    public IMessageQueues Queues => Get<IMessageQueues>();

    public static SqliteStorage With(SqliteLimits limits) => new(System.IO.Directory.CreateTempSubdirectory("vigil-sqlite-"), limits);

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _own?.Delete(recursive: true);
    }
}
