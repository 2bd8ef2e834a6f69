namespace Vigil.Core.DeadLetters;

/// <summary>What a replay would come to now, by the present profiles and rules.</summary>
public enum ReplayEffect
{
    /// <summary>There is work to do, and nothing known against it.</summary>
    Runs,

    /// <summary>All effects are stored already; nothing is to be sent.</summary>
    DoneAlready,

    /// <summary>It would fail again, for the reason given.</summary>
    Fails,

    /// <summary>It cannot be told apart from a repeat yet; the detail says until when.</summary>
    TooEarly,

    /// <summary>It was replayed, and has not come back.</summary>
    UnderWay,
}

/// <summary>What a replay would do.</summary>
/// <param name="Reason">Name of a <see cref="Vigil.Core.Reason"/> where it fails.</param>
/// <param name="Detail">For a person; no payload, no secret.</param>
/// <param name="NewFindings">Findings that would be created or updated.</param>
/// <param name="ExistingFindings">Findings that are stored as they would be.</param>
/// <param name="FailingRecords">Records of the alert that fail by the present profile.</param>
/// <param name="IncidentId">The incident of the finding, as far as it is known.</param>
public sealed record ReplayPlan(
    ReplayEffect Effect,
    string? Reason,
    string Detail,
    int NewFindings = 0,
    int ExistingFindings = 0,
    int FailingRecords = 0,
    string? IncidentId = null)
{
    internal static ReplayPlan Runs(string detail, string? incident = null) => new(ReplayEffect.Runs, null, detail, IncidentId: incident);

    internal static ReplayPlan Done(string detail, string? incident = null) => new(ReplayEffect.DoneAlready, null, detail, IncidentId: incident);

    internal static ReplayPlan Fails(Reason reason, string detail) => new(ReplayEffect.Fails, reason.Name(), detail);
}
