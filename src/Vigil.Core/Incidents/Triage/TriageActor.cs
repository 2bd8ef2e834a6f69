namespace Vigil.Core.Incidents.Triage;

/// <summary>Who acts, or whom an incident is given to.</summary>
/// <param name="Id">As the sign-in knows the person; unique.</param>
/// <param name="Name">For people to read.</param>
public sealed record TriageActor(string Id, string Name)
{
    /// <summary>Longest id or name, in characters.</summary>
    public const int MaxLength = 128;

    /// <summary>The application acting by itself.</summary>
    public static TriageActor System { get; } = new("vigil", "Vigil");

    /// <summary>Neither empty, nor too long, nor with control characters.</summary>
    public bool IsWellFormed => Holds(Id) && Holds(Name);

    private static bool Holds(string text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= MaxLength && !text.Any(char.IsControl);
}
