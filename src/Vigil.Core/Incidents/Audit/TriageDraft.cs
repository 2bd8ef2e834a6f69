using Vigil.Core.Incidents.Triage;

namespace Vigil.Core.Incidents.Audit;

/// <summary>A change that was found permissible and is to be entered in the audit.</summary>
/// <param name="Into">Merge: the target. Split: the new incident.</param>
/// <param name="Findings">Split: what goes to the new incident.</param>
/// <param name="Reason">Name of a <see cref="Vigil.Core.Reason"/> where the application acts by itself.</param>
public sealed record TriageDraft(
    TriageActor Actor,
    TriageVerb Verb,
    string? Comment = null,
    TriageActor? Assignee = null,
    int? VerdictId = null,
    string? Into = null,
    IReadOnlyList<string>? Findings = null,
    string? Reason = null);
