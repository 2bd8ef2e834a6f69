using Vigil.Storage.Sqlite.Blobs;
using Vigil.Storage.Sqlite.Database;
using Vigil.Storage.Sqlite.Incidents;
using Vigil.Storage.Sqlite.Messaging;
using Vigil.Testing;

namespace Vigil.Core.Tests.Enrichment;

/// <summary>The real embedded storage in a directory of its own, gone with the test.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vigil-enrich-");
    private readonly SqliteDatabase _database;

    public TestStore()
    {
        _database = new SqliteDatabase(_directory.FullName, Time);
        Blobs = new SqliteBlobStore(_database);
        Queues = new SqliteMessageQueues(_database);
        ClaimCheck = new SqliteClaimCheck(_database, Blobs);
        IncidentQueue = new SqliteIncidentQueue(_database);
        IncidentIndex = new SqliteIncidentIndex(_database);
    }

    public ManualTime Time { get; } = new();

    public SqliteBlobStore Blobs { get; }

    public SqliteMessageQueues Queues { get; }

    public SqliteClaimCheck ClaimCheck { get; }

    public SqliteIncidentQueue IncidentQueue { get; }

    public SqliteIncidentIndex IncidentIndex { get; }

    public void Dispose()
    {
        _database.Dispose();
        _directory.Delete(recursive: true);
    }
}
