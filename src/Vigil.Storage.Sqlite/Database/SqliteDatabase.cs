using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Vigil.Storage.Sqlite.Blobs;
using Vigil.Storage.Sqlite.Messaging;

namespace Vigil.Storage.Sqlite.Database;

/// <summary>
/// The one file of an installation, shared by all ports over it and by any number of processes. Opened on first use.
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    /// <summary>Name of the file in the data directory.</summary>
    public const string FileName = "vigil.db";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int PooledReaders = 8;

    private readonly string _file;
    private readonly SqliteLimits _limits;
    private readonly Writer _writer;
    private readonly ConcurrentBag<Session> _readers = [];
    private readonly Lock _opening = new();
    private Sweeper? _sweeper;
    private volatile bool _opened;
    private volatile bool _disposed;

    /// <summary>Names the file; touches nothing yet.</summary>
    public SqliteDatabase(string dataDirectory, TimeProvider time)
        : this(dataDirectory, time, SqliteLimits.Default)
    {
    }

    internal SqliteDatabase(string dataDirectory, TimeProvider time, SqliteLimits limits)
    {
        Time = time;
        _limits = limits;
        _file = Path.Combine(Path.GetFullPath(dataDirectory), FileName);
        _writer = new Writer(OpenForWriting, limits);
    }

    internal Arrivals Arrivals { get; } = new();

    internal TimeProvider Time { get; }

    internal SqliteLimits Limits => _limits;

    internal long Now => Time.GetUtcNow().UtcTicks;

    /// <summary>
    /// Creates or checks the file now, rather than on first use, so that a head can fail at its start with a clear message.
    /// </summary>
    /// <exception cref="InvalidOperationException">The file was written by another Vigil.</exception>
    public void Open() => Guard(this, static database =>
    {
        database.EnsureOpened();
        return true;
    });

    /// <summary>Waits for the writes under way and folds the write-ahead log into the file, unless another process still has it open.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _sweeper?.Dispose();
            while (_readers.TryTake(out var reader))
            {
                reader.Dispose();
            }

            _writer.Dispose();
        }
    }

    /// <inheritdoc cref="Writer.WriteAsync"/>
    internal ValueTask<TResult> WriteAsync<TState, TResult>(
        TState state, Func<Session, TState, TResult> write, CancellationToken cancellationToken)
    {
        RequireInPlace();
        return _writer.WriteAsync(state, write, cancellationToken);
    }

    /// <summary>Reads on this thread, beside the writer; sees every write that was acknowledged.</summary>
    internal TResult Read<TState, TResult>(TState state, Func<Session, TState, TResult> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        RequireInPlace();
        return Guard((Database: this, State: state, Read: read), static s => s.Database.ReadPooled(s.State, s.Read));
    }

    /// <summary>What is written to a file that was deleted under us is lost with the process: better to say so than to accept it.</summary>
    private void RequireInPlace()
    {
        if (_opened && !File.Exists(_file))
        {
            throw Failures.Unavailable(new FileNotFoundException($"{FileName} was deleted or moved."), _limits);
        }
    }

    private TResult ReadPooled<TState, TResult>(TState state, Func<Session, TState, TResult> read)
    {
        EnsureOpened();
        if (!_readers.TryTake(out var session))
        {
            session = Session.Open(_file, SqliteOpenMode.ReadOnly, _limits.BusyTimeout);
        }

        try
        {
            var result = read(session, state);
            GiveBack(session);
            return result;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private void GiveBack(Session session)
    {
        if (_disposed || _readers.Count >= PooledReaders)
        {
            session.Dispose();
        }
        else
        {
            _readers.Add(session);
        }
    }

    private TResult Guard<TState, TResult>(TState state, Func<TState, TResult> action)
    {
        try
        {
            return action(state);
        }
        catch (SqliteException exception) when (Failures.IsTransient(exception))
        {
            throw Failures.Unavailable(exception, _limits);
        }
    }

    private void EnsureOpened()
    {
        if (!_opened)
        {
            OpenForWriting().Dispose();
        }
    }

    private Session OpenForWriting()
    {
        lock (_opening)
        {
            CreateFile();
            var session = Session.Open(_file, SqliteOpenMode.ReadWrite, _limits.BusyTimeout);
            try
            {
                Schema.Prepare(session, _file, _limits);
                _opened = true;
                _sweeper ??= new Sweeper(this);
                return session;
            }
            catch
            {
                session.RollBack();
                session.Dispose();
                throw;
            }
        }
    }

    // SQLite would create the file with the umask's rights; its log takes over whatever the file has.
    private void CreateFile()
    {
        if (File.Exists(_file))
        {
            return;
        }

        try
        {
            CreateDirectory(Path.GetDirectoryName(_file)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            new FileStream(_file, options).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!File.Exists(_file))
            {
                throw new SqliteException($"{_file} cannot be created: {exception.Message}", raw.SQLITE_CANTOPEN);
            }
        }
    }

    private static void CreateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        }
    }
}
