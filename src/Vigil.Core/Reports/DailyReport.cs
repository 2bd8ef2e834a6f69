namespace Vigil.Core.Reports;

/// <summary>Content of <c>reports/{day}.json</c>: what happened on one day, UTC.</summary>
/// <param name="WrittenAt">Numbers of what is open, and states, are as of this time.</param>
/// <param name="Deliveries">By sender and outcome, those that were refused too. Counted by the processes every few minutes: one that was killed has lost its last ones.</param>
/// <param name="Opened">Incidents whose first finding was received that day, by priority and state.</param>
/// <param name="Open">Incidents that are neither resolved nor closed, by priority and state.</param>
/// <param name="TimeToClaim">From its first finding to whoever took it on, of the incidents first claimed that day.</param>
/// <param name="TimeToClose">From its first finding to its end, of the incidents resolved or closed that day.</param>
/// <param name="DeadLetters">Letters last set aside that day, by reason.</param>
/// <param name="Stages">Slowest first.</param>
/// <param name="Partial">More incidents were there than a report looks at; the figures are of the first ones.</param>
public sealed record DailyReport(
    DateOnly Day,
    DateTimeOffset WrittenAt,
    IReadOnlyList<DeliveryCount> Deliveries,
    IReadOnlyList<IncidentCount> Opened,
    IReadOnlyList<IncidentCount> Open,
    Durations TimeToClaim,
    Durations TimeToClose,
    IReadOnlyList<ReasonCount> DeadLetters,
    IReadOnlyList<StageTime> Stages,
    bool Partial);

/// <param name="Priority">OCSF caption, as in <c>Critical</c>.</param>
/// <param name="State">OCSF caption, as in <c>In Progress</c>.</param>
public sealed record IncidentCount(string Priority, string State, int Count);

public sealed record ReasonCount(string Reason, int Count);

/// <param name="MedianSeconds">Null when there are none.</param>
/// <param name="P90Seconds">Nine in ten took at most this.</param>
public sealed record Durations(int Count, double? MedianSeconds, double? P90Seconds);

/// <param name="MedianSeconds">An upper bound: the truth is between half of it and it.</param>
/// <param name="P99Seconds">An upper bound likewise.</param>
public sealed record StageTime(string Stage, long Count, double MedianSeconds, double P99Seconds);
