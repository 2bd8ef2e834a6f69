using Vigil.Core.Senders;

namespace Vigil.Core.Intake;

/// <summary>The handshakes that profiles can name.</summary>
public static class Handshakes
{
    /// <summary>Builds the handshake that a profile asks for.</summary>
    public static IHandshake Create(string kind, ProfileParameters parameters) =>
        throw parameters.Error("kind", $"unknown handshake '{kind}'");
}
