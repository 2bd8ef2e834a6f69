namespace Vigil.Core.Timers;

/// <summary>Work that this process does again and again: what is its own, as the data in its memory, and on one machine also what timer triggers do in Azure.</summary>
/// <param name="Name">For the log: the function's name.</param>
public sealed record TimedTask(string Name, TimeSpan Every, Func<CancellationToken, ValueTask> RunAsync);
