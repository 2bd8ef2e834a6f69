using Vigil.Core.Incidents.Headers;

namespace Vigil.Core.Incidents.Triage;

/// <summary>What became of an action.</summary>
public abstract record TriageOutcome
{
    private TriageOutcome()
    {
    }

    /// <summary>It took place, and will be told of.</summary>
    public sealed record Done(IncidentHeader Incident) : TriageOutcome;

    /// <summary>It did not take place.</summary>
    /// <param name="Reason">
    /// <see cref="Reason.NotFound"/>, <see cref="Reason.RequestMalformed"/>, <see cref="Reason.PreconditionFailed"/>,
    /// <see cref="Reason.TransitionNotAllowed"/>, <see cref="Reason.LegalHold"/> or <see cref="Reason.AlreadyClaimed"/>.
    /// </param>
    /// <param name="Detail">For a person.</param>
    /// <param name="Incident">As it is now; null when there is none.</param>
    public sealed record Refused(Reason Reason, string Detail, IncidentHeader? Incident) : TriageOutcome;
}
