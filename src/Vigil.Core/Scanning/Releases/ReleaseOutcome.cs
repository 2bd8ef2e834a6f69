using Vigil.Core.Scanning.Uploads;

namespace Vigil.Core.Scanning.Releases;

/// <summary>What a release came to.</summary>
public abstract record ReleaseOutcome
{
    private ReleaseOutcome()
    {
    }

    /// <summary>The file is in <c>clean/</c>; also when it was released before.</summary>
    public sealed record Released(UploadRecord Upload) : ReleaseOutcome;

    /// <summary>It stays where it is.</summary>
    public sealed record Refused(Reason Reason, string Detail) : ReleaseOutcome;
}
