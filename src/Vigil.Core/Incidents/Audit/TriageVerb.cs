namespace Vigil.Core.Incidents.Audit;

/// <summary>What can be done to an incident's triage state.</summary>
public enum TriageVerb
{
    Claim,
    Assign,
    Hold,
    Resolve,
    Close,
    Reopen,
    Comment,
    Merge,
    Split,

    /// <summary>Nothing that it refers to may be deleted, whatever its age.</summary>
    LegalHold,
    LegalRelease,

    /// <summary>Nobody claimed it in time; the application's own act.</summary>
    Escalate,
}
