using Vigil.Core.Incidents.Triage;
using Verdicts = Vigil.Core.Incidents.Headers.Verdict;

namespace Vigil.Web.Incidents;

/// <summary>Body of an action on an incident; every action reads what it needs.</summary>
/// <param name="Verdict">OCSF verdict, by number or by name as in <c>false-positive</c>.</param>
/// <param name="Assignee">Who gets it, for <c>assign</c>.</param>
/// <param name="Into">Incident to merge into.</param>
/// <param name="Findings">Findings to split off.</param>
public sealed record TriageRequest(
    string? Comment = null, string? Verdict = null, TriageActor? Assignee = null, string? Into = null, IReadOnlyList<string>? Findings = null)
{
    /// <summary>The action, or what is missing for it; both null when there is no such action.</summary>
    public (TriageAction? Action, string? Fault) ToAction(string verb)
    {
        var verdict = Verdicts.Parse(Verdict);
        if (Verdict is not null && verdict is null)
        {
            return (null, $"verdict is one of {string.Join(", ", Verdicts.All.Select(Verdicts.Name))}");
        }

        return verb switch
        {
            "claim" => (new TriageAction.Claim(Comment), null),
            "assign" => Assignee is null ? (null, "assign needs an assignee {id, name}") : (new TriageAction.Assign(Assignee, Comment), null),
            "hold" => (new TriageAction.Hold(Comment), null),
            "resolve" => (new TriageAction.Resolve(verdict, Comment), null),
            "close" => verdict is { } given ? (new TriageAction.Close(given, Comment), null) : (null, "close needs a verdict"),
            "reopen" => (new TriageAction.Reopen(Comment), null),
            "comment" => Comment is null ? (null, "comment needs a comment") : (new TriageAction.AddComment(Comment), null),
            "merge" => Into is null ? (null, "merge needs the incident to merge into") : (new TriageAction.Merge(Into, Comment), null),
            "split" => Findings is null ? (null, "split needs the findings to split off") : (new TriageAction.Split(Findings, Comment), null),
            _ => (null, null),
        };
    }
}
