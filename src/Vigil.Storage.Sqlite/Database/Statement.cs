using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Vigil.Storage.Sqlite.Database;

/// <summary>
/// A prepared statement, used again and again. It goes straight to SQLite: an ADO.NET command allocates on every execution, copies blobs
/// twice and sleeps for 150 ms when it meets a lock. Disposing gives it back to its <see cref="Session"/>, ready for the next use.
/// </summary>
internal sealed class Statement(sqlite3 database, sqlite3_stmt handle) : IDisposable
{
    // The low byte; what is above tells the kind of it.
    private const int PrimaryCode = 0xff;
    private const int OnStack = 512;

    public Statement Bind(int index, long value) => Check(raw.sqlite3_bind_int64(handle, index, value));

    public Statement Bind(int index, double value) => Check(raw.sqlite3_bind_double(handle, index, value));

    public Statement Bind(int index, string? value)
    {
        if (value is null)
        {
            return Check(raw.sqlite3_bind_null(handle, index));
        }

        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = size > OnStack ? ArrayPool<byte>.Shared.Rent(size) : null;
        var utf8 = rented ?? stackalloc byte[OnStack];
        Check(raw.sqlite3_bind_text(handle, index, utf8[..Encoding.UTF8.GetBytes(value, utf8)]));
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value) =>
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, index, 0) : raw.sqlite3_bind_blob(handle, index, value));

    /// <summary>True when there is a row to read, false at the end.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(code, database);
        }

        return code == raw.SQLITE_ROW;
    }

    /// <summary>Runs to the end; the number of rows that it changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(database);
    }

    /// <summary>Runs a statement that returns no rows; false when the database is locked.</summary>
    public bool TryRun()
    {
        var code = raw.sqlite3_step(handle);
        if ((code & PrimaryCode) == raw.SQLITE_BUSY)
        {
            return false;
        }

        SqliteException.ThrowExceptionForRC(code, database);
        return true;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int32(int column) => raw.sqlite3_column_int(handle, column);

    public double Double(int column) => raw.sqlite3_column_double(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public void Dispose()
    {
        // Reset repeats the code of the failed step, which has been thrown already.
        _ = raw.sqlite3_reset(handle);
        _ = raw.sqlite3_clear_bindings(handle);
    }

    public void Close() => handle.Dispose();

    private Statement Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, database);
        }

        return this;
    }
}
