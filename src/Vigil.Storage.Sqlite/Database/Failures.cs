using Microsoft.Data.Sqlite;
using SQLitePCL;
using Vigil.Core.Ports;

namespace Vigil.Storage.Sqlite.Database;

/// <summary>Tells what will pass (a full disk, a lock) from what is a bug.</summary>
internal static class Failures
{
    // Extended codes tell in their higher bytes what kind of it was.
    private const int PrimaryCode = 0xff;

    public static bool IsTransient(SqliteException exception) => (exception.SqliteErrorCode & PrimaryCode) is
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_READONLY or raw.SQLITE_IOERR or raw.SQLITE_FULL or raw.SQLITE_CANTOPEN
        or raw.SQLITE_NOMEM or raw.SQLITE_PROTOCOL;

    public static StorageUnavailableException Unavailable(Exception cause, SqliteLimits limits) =>
        new($"The database cannot be used now: {cause.Message}", limits.RetryAfter, cause);
}
