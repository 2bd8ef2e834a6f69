using System.Collections.Concurrent;

namespace Vigil.Storage.Sqlite.Messaging;

/// <summary>Wakes this process's consumers when this process sends. Free while nobody waits.</summary>
internal sealed class Arrivals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    /// <summary>Ends with the next message. Ask for it before looking into the queue, so that none slips in between.</summary>
    public Task Next(string queue) =>
        _waiting.GetOrAdd(queue, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Tell(string queue)
    {
        if (_waiting.TryRemove(queue, out var waiting))
        {
            waiting.SetResult();
        }
    }
}
