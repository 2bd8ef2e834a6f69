namespace Vigil.Core.Incidents.Headers;

/// <summary>What was told to the queue <c>incidents</c> and what is still to be told. Written after the fact it records.</summary>
/// <param name="Revision">Last published revision of the incident; 0 before the first.</param>
/// <param name="TriageRevision">Triage revision in it.</param>
/// <param name="ReminderAt">A message is under way that publishes what is held back, at this time.</param>
/// <param name="EscalateAt">A message is under way that escalates the incident at this time if it is still New.</param>
/// <param name="EscalatePriorityId">The priority that time was set for.</param>
public sealed record PublicationState(
    int Revision,
    int TriageRevision,
    DateTimeOffset At,
    int PriorityId,
    int StatusId,
    DateTimeOffset? ReminderAt,
    DateTimeOffset? EscalateAt,
    int EscalatePriorityId)
{
    public static PublicationState Initial { get; } = new(0, 0, default, 0, 0, null, null, 0);
}
