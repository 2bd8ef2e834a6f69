namespace Vigil.Cli.Doctor;

/// <summary>How a check went.</summary>
internal enum Verdict
{
    Fine,

    /// <summary>Something is missing that only some ways of running need, or may be meant so.</summary>
    Note,

    /// <summary>Vigil cannot run, or not safely, as it is.</summary>
    Wrong,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Found">What was found.</param>
/// <param name="Advice">What to do about it; null when nothing is to be done.</param>
internal sealed record Check(string Name, Verdict Verdict, string Found, string? Advice = null)
{
    public static Check Fine(string name, string found) => new(name, Verdict.Fine, found);

    public static Check Note(string name, string found, string advice) => new(name, Verdict.Note, found, advice);

    public static Check Wrong(string name, string found, string advice) => new(name, Verdict.Wrong, found, advice);
}

/// <summary>What <c>vigil doctor --json</c> prints.</summary>
internal sealed record DoctorReport(bool Healthy, IReadOnlyList<Check> Checks);
