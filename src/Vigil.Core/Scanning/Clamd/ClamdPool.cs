using System.Collections.Concurrent;

namespace Vigil.Core.Scanning.Clamd;

/// <summary>Connections to clamd: as many at a time as are allowed, and those that are free are used again while clamd still holds them.</summary>
internal sealed class ClamdPool(ClamdOptions options, TimeProvider time) : IDisposable
{
    /// <summary>clamd closes what was idle for 30 s (<c>IdleTimeout</c>).</summary>
    private static readonly TimeSpan s_maxIdle = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _slots = new(options.Concurrency);
    private readonly ConcurrentStack<ClamdConnection> _free = new();

    /// <summary>Runs the exchange on a connection of its own, a used one or a new one.</summary>
    /// <exception cref="IOException">clamd is away, or not clamd.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    public async ValueTask<T> UseAsync<T>(
        TimeSpan timeout, Func<ClamdConnection, CancellationToken, ValueTask<T>> exchange, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            using var limit = new CancellationTokenSource(timeout, time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                return await RunAsync(exchange, linked.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException("clamd did not answer in time.");
            }
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose()
    {
        while (_free.TryPop(out var connection))
        {
            connection.Dispose();
        }

        _slots.Dispose();
    }

    private async ValueTask<T> RunAsync<T>(Func<ClamdConnection, CancellationToken, ValueTask<T>> exchange, CancellationToken cancellationToken)
    {
        if (TakeFree() is { } used)
        {
            return await RunAsync(used, exchange, cancellationToken);
        }

        return await RunAsync(await ConnectAsync(cancellationToken), exchange, cancellationToken);
    }

    private async ValueTask<ClamdConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.CommandTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ClamdConnection.OpenAsync(options, linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("clamd takes no connection.");
        }
    }

    private async ValueTask<T> RunAsync<T>(
        ClamdConnection connection, Func<ClamdConnection, CancellationToken, ValueTask<T>> exchange, CancellationToken cancellationToken)
    {
        try
        {
            var result = await exchange(connection, cancellationToken);
            connection.UsedAt = time.GetTimestamp();
            _free.Push(connection);
            return result;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private ClamdConnection? TakeFree()
    {
        while (_free.TryPop(out var connection))
        {
            if (time.GetElapsedTime(connection.UsedAt) < s_maxIdle && connection.IsQuiet)
            {
                return connection;
            }

            connection.Dispose();
        }

        return null;
    }
}
