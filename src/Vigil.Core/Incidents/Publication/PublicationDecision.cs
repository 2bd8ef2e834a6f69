namespace Vigil.Core.Incidents.Publication;

/// <summary>What is to be told of an incident's newest revision.</summary>
/// <param name="Type">One of <see cref="IncidentEventTypes"/>: to be published now. Null otherwise.</param>
/// <param name="HeldUntil">When it is to be published if nothing urgent comes before. Null otherwise.</param>
public readonly record struct PublicationDecision(string? Type, DateTimeOffset? HeldUntil)
{
    public static PublicationDecision Nothing => default;

    public static PublicationDecision Now(string type) => new(type, null);

    public static PublicationDecision At(DateTimeOffset time) => new(null, time);
}
