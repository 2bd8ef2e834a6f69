namespace Vigil.Core.Ports;

/// <summary>Wakes a consumer that found its queue empty; a hint that saves polling, never a promise that a message is there.</summary>
public interface IMessageSignal
{
    /// <summary>Ends when a message may have become visible, or after <paramref name="atMost"/>.</summary>
    ValueTask WaitAsync(string queue, TimeSpan atMost, CancellationToken cancellationToken);
}
