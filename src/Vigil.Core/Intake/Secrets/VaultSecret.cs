using Vigil.Core.Ports;

namespace Vigil.Core.Intake;

/// <summary>What is remembered of one secret of a vault, and when to ask again.</summary>
internal sealed class VaultSecret
{
    private readonly Lock _lock = new();
    private IReadOnlyList<Secret>? _versions;
    private DateTimeOffset _readAt;
    private DateTimeOffset _nextRead = DateTimeOffset.MinValue;
    private bool _failing;
    private Task? _reading;

    /// <summary>Starts a read where one is due. The read to wait for; null where what is known will do meanwhile.</summary>
    public Task? Begin(DateTimeOffset now, Func<Task> read)
    {
        lock (_lock)
        {
            if (_reading is null or { IsCompleted: true })
            {
                _reading = now >= _nextRead ? Task.Run(read) : null;
            }

            // A vault that was away may keep everybody waiting once more: what stands in for it will do.
            return _failing && UsableNow(now) is not null ? null : _reading;
        }
    }

    public void Succeed(IReadOnlyList<Secret> versions, DateTimeOffset now)
    {
        lock (_lock)
        {
            (_versions, _readAt, _nextRead, _failing) = (versions, now, now + VaultSecretSource.FreshFor, false);
        }
    }

    /// <param name="keep">Whether what is known may still be used.</param>
    public void Fail(DateTimeOffset now, bool keep)
    {
        lock (_lock)
        {
            (_versions, _nextRead, _failing) = (keep ? _versions : null, now + VaultSecretSource.RetryAfter, true);
        }
    }

    /// <summary>The versions that may be used; null when none are known, or too old.</summary>
    public IReadOnlyList<Secret>? Usable(DateTimeOffset now)
    {
        lock (_lock)
        {
            return UsableNow(now);
        }
    }

    public Reason Health(DateTimeOffset now)
    {
        lock (_lock)
        {
            return !_failing ? Reason.None : UsableNow(now) is null ? Reason.SecretsUnavailable : Reason.SecretsStale;
        }
    }

    private IReadOnlyList<Secret>? UsableNow(DateTimeOffset now) => now - _readAt <= VaultSecretSource.StaleFor ? _versions : null;
}
