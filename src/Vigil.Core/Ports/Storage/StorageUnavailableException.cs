namespace Vigil.Core.Ports;

/// <summary>Storage cannot do its work now: unreachable, throttled, full, or locked for too long. Worth another try after <see cref="RetryAfter"/>.</summary>
public sealed class StorageUnavailableException(string message, TimeSpan retryAfter, Exception? innerException)
    : Exception(message, innerException)
{
    /// <summary>The store's own advice, or a default of the adapter.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
