using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Vigil.Storage.Sqlite.Database;

/// <summary>One connection and its prepared statements. For one thread at a time.</summary>
internal sealed class Session : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = [];

    private Session(SqliteConnection connection) => _connection = connection;

    public long LastInsertId => raw.sqlite3_last_insert_rowid(_connection.Handle);

    public static Session Open(string file, SqliteOpenMode mode, TimeSpan busyTimeout)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            _ = raw.sqlite3_extended_result_codes(connection.Handle, 1);
            _ = raw.sqlite3_busy_timeout(connection.Handle, (int)busyTimeout.TotalMilliseconds);
            return new Session(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The prepared statement of this text; dispose it after use.</summary>
    public Statement Use(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = Prepare(sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Runs a statement that has no parameters, to its end.</summary>
    public void Run(string sql)
    {
        using var statement = Use(sql);
        statement.Run();
    }

    /// <summary>Runs statements that are needed once.</summary>
    public void Script(string sql)
    {
        var code = raw.sqlite3_exec(_connection.Handle, sql);
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, _connection.Handle);
        }
    }

    public long Scalar(string sql)
    {
        using var statement = Use(sql);
        statement.Step();
        return statement.Int64(0);
    }

    /// <summary>Starts a write transaction; false when another connection has one and this one is not to wait.</summary>
    public bool TryBegin()
    {
        _ = raw.sqlite3_busy_timeout(_connection.Handle, 0);
        using var begin = Use("BEGIN IMMEDIATE");
        return begin.TryRun();
    }

    /// <summary>Rolls back if a transaction is open; SQLite has ended it by itself after some errors.</summary>
    public void RollBack()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            _ = raw.sqlite3_exec(_connection.Handle, "ROLLBACK");
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _statements.Clear();
        _connection.Dispose();
    }

    private Statement Prepare(string sql)
    {
        var code = raw.sqlite3_prepare_v2(_connection.Handle, sql, out var handle);
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, _connection.Handle);
        }

        return new Statement(_connection.Handle!, handle);
    }
}
