namespace Vigil.Core.Correlation;

/// <summary>How findings become incidents. Section <c>Correlation</c>.</summary>
public sealed class CorrelationOptions
{
    public const string Section = "Correlation";

    /// <summary>The rule that findings are grouped by. Default: sender, analytic, primary key.</summary>
    public CorrelationRule Rule { get; set; } = CorrelationRule.Default;

    /// <summary>An incident that received nothing for longer takes no more findings. By received time, never a sender's clock. Default 24 h.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromHours(24);

    /// <summary>An older incident takes no more findings. Default 7 days.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>An incident with so many findings takes no more. Default 10,000.</summary>
    public int MaxMembers { get; set; } = 10_000;

    /// <summary>How long an incident closed as False Positive, Benign or Duplicate absorbs findings of its key. Default 24 h.</summary>
    public TimeSpan AbsorbFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Delay of a refresh, so that one listing serves all findings that arrive meanwhile. Default 2 s.</summary>
    public TimeSpan RefreshDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A refresh that was asked for longer ago and is still to come is asked for again. Default 10 s.</summary>
    public TimeSpan RefreshStaleAfter { get; set; } = TimeSpan.FromSeconds(10);
}
