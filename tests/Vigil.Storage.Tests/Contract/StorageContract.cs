using Xunit;

namespace Vigil.Storage.Tests.Contract;

/// <summary>
/// What a contract needs of an adapter: the port over a fresh, empty store, and time. A store whose clock cannot be moved leaves
/// <see cref="AdvanceAsync"/> empty: the contracts use short times and then ask until the event comes.
/// </summary>
public abstract class StorageContract<TPort> : IAsyncLifetime
{
    /// <summary>Long enough for the calls of a test to fit in, short enough to wait for in earnest.</summary>
    protected static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    protected static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The adapter under test.</summary>
    protected TPort Port { get; private set; } = default!;

    public async ValueTask InitializeAsync() => Port = await CreateAsync();

    public abstract ValueTask DisposeAsync();

    protected abstract ValueTask<TPort> CreateAsync();

    /// <summary>Moves the store's clock, if it can be moved.</summary>
    protected abstract ValueTask AdvanceAsync(TimeSpan by);

    /// <summary>Asks until the answer is good; the test's own time-out ends it otherwise.</summary>
    protected static async Task<T> UntilAsync<T>(Func<ValueTask<T>> ask, Predicate<T> good)
    {
        while (true)
        {
            Cancellation.ThrowIfCancellationRequested();
            var answer = await ask();
            if (good(answer))
            {
                return answer;
            }

            await Task.Yield();
        }
    }

    protected static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
