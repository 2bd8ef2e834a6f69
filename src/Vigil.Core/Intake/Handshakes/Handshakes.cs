using Vigil.Core.Senders;

namespace Vigil.Core.Intake;

/// <summary>The handshakes that profiles can name.</summary>
public static class Handshakes
{
    /// <summary>Builds the handshake that a profile asks for.</summary>
    public static IHandshake Create(string kind, ProfileParameters parameters) => kind switch
    {
        PingEvent.Kind => new PingEvent(parameters.RequireString("header"), parameters.String("value", "ping")!),
        _ => throw parameters.Error("kind", $"unknown handshake '{kind}'{NearestName.Hint(kind, [PingEvent.Kind])}"),
    };
}
