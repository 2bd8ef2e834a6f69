namespace Vigil.Cli.Up;

/// <summary>What a timer trigger does in Azure and this head does itself.</summary>
/// <param name="Name">The function's name.</param>
internal sealed record TimedTask(string Name, TimeSpan Every, Func<CancellationToken, ValueTask> RunAsync);
