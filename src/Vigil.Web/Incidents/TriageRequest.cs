using Vigil.Core.Incidents.Triage;
using Vigil.Web.Security;
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
    public const string LegalHold = "legal-hold";
    public const string LegalRelease = "legal-release";

    /// <summary>Every action there is.</summary>
    public static IReadOnlyList<string> Verbs { get; } =
        ["claim", "assign", "hold", "resolve", "close", "reopen", "comment", "merge", "split", LegalHold, LegalRelease];

    /// <summary>What the caller must be allowed to.</summary>
    public static Access AccessOf(string verb) => verb is LegalHold or LegalRelease ? Access.Operate : Access.Triage;

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
            LegalHold => (new TriageAction.HoldLegally(Comment), null),
            LegalRelease => (new TriageAction.ReleaseLegally(Comment), null),
            "merge" => Into is null ? (null, "merge needs the incident to merge into") : (new TriageAction.Merge(Into, Comment), null),
            "split" => Findings is null ? (null, "split needs the findings to split off") : (new TriageAction.Split(Findings, Comment), null),
            _ => (null, null),
        };
    }
}
