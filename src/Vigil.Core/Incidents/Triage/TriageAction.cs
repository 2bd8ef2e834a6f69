namespace Vigil.Core.Incidents.Triage;

/// <summary>What a person wants done with an incident.</summary>
/// <param name="Comment">Said with it; required where the action is a comment. At most 4 KiB of UTF-8.</param>
public abstract record TriageAction(string? Comment)
{
    /// <summary>Take it on: In Progress, assigned to whoever acts. Also resumes one that is On Hold.</summary>
    public sealed record Claim(string? Comment = null) : TriageAction(Comment);

    /// <summary>Give it to somebody.</summary>
    public sealed record Assign(TriageActor Assignee, string? Comment = null) : TriageAction(Comment);

    /// <summary>Wait for something outside.</summary>
    public sealed record Hold(string? Comment = null) : TriageAction(Comment);

    /// <summary>The cause is gone; the verdict may follow with the close.</summary>
    public sealed record Resolve(int? VerdictId = null, string? Comment = null) : TriageAction(Comment);

    /// <summary>Done, with an OCSF verdict_id of 1 to 10.</summary>
    public sealed record Close(int VerdictId, string? Comment = null) : TriageAction(Comment);

    /// <summary>It was not done after all.</summary>
    public sealed record Reopen(string? Comment = null) : TriageAction(Comment);

    public sealed record AddComment(string Text) : TriageAction(Text);

    /// <summary>Close it as a duplicate; its findings, late ones too, go to the other.</summary>
    public sealed record Merge(string Into, string? Comment = null) : TriageAction(Comment);

    /// <summary>Keep everything that it refers to, whatever its age, until it is released.</summary>
    public sealed record HoldLegally(string? Comment = null) : TriageAction(Comment);

    /// <summary>End the legal hold.</summary>
    public sealed record ReleaseLegally(string? Comment = null) : TriageAction(Comment);

    /// <summary>Move these findings, 1 to 100 and not all, to an incident of their own.</summary>
    public sealed record Split(IReadOnlyList<string> Findings, string? Comment = null) : TriageAction(Comment);
}
