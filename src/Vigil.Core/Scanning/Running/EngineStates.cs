using Vigil.Core.Ports;

namespace Vigil.Core.Scanning.Running;

/// <summary>The engines as they were a few seconds ago: anybody may ask for readiness, and not every ask shall reach an engine.</summary>
public sealed class EngineStates(IEnumerable<IFileScanner> engines, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _asking = new(1, 1);
    private IReadOnlyDictionary<string, EngineState> _states = new Dictionary<string, EngineState>();
    private long? _asked;

    /// <summary>Every configured engine by its name.</summary>
    public async ValueTask<IReadOnlyDictionary<string, EngineState>> GetAsync(CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (_asked is not { } asked || time.GetElapsedTime(asked) > s_fresh)
            {
                var states = await Task.WhenAll(engines.Select(async e => KeyValuePair.Create(e.Engine, await e.StateAsync(cancellationToken))));
                (_states, _asked) = (states.ToDictionary(), time.GetTimestamp());
            }

            return _states;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();
}
