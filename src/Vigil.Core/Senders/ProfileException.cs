namespace Vigil.Core.Senders;

/// <summary>A profile that cannot be used: which file, which line, what is wrong. Only loading throws it, never an alert.</summary>
public sealed class ProfileException(string file, int line, string problem, Exception? inner = null)
    : Exception($"{file}:{line}: {problem}", inner)
{
    public string File { get; } = file;

    /// <summary>From 1.</summary>
    public int Line { get; } = line;

    public string Problem { get; } = problem;
}
