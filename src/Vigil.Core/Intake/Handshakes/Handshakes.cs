using Vigil.Core.Senders;

namespace Vigil.Core.Intake;

/// <summary>The handshakes that a profile names: those that are verified first, and those that nobody can sign yet.</summary>
/// <param name="Verified">Answered instead of being stored.</param>
/// <param name="Challenges">Answered before verification.</param>
public sealed record Handshakes(IReadOnlyList<IHandshake> Verified, IReadOnlyList<IChallenge> Challenges)
{
    private static readonly string[] s_kinds =
    [
        PingEvent.Kind, GraphValidationToken.Kind, EventGridValidation.Kind, CloudEventsOptions.Kind, SnsConfirmation.Kind, OktaChallenge.Kind,
        SlackUrlVerification.Kind, ZoomUrlValidation.Kind,
    ];

    /// <summary>Builds what a profile lists; an unknown kind is an error of the profile.</summary>
    public static Handshakes Read(IReadOnlyList<ProfileParameters> sections)
    {
        var verified = new List<IHandshake>();
        var challenges = new List<IChallenge>();
        foreach (var section in sections)
        {
            var kind = section.RequireString("kind");
            if (Challenge(kind, section) is { } challenge)
            {
                challenges.Add(challenge);
            }
            else
            {
                verified.Add(Verifiable(kind, section));
            }

            section.RejectUnknown();
        }

        return new Handshakes(verified, challenges);
    }

    private static IChallenge? Challenge(string kind, ProfileParameters parameters) => kind switch
    {
        GraphValidationToken.Kind => new GraphValidationToken(),
        CloudEventsOptions.Kind => new CloudEventsOptions(
            parameters.Strings("origins") is { Count: > 0 } origins ? origins : [CloudEventsOptions.DefaultOrigin]),
        OktaChallenge.Kind => new OktaChallenge(),
        _ => null,
    };

    private static IHandshake Verifiable(string kind, ProfileParameters parameters) => kind switch
    {
        PingEvent.Kind => new PingEvent(parameters.RequireString("header"), parameters.String("value", "ping")!),
        EventGridValidation.Kind => new EventGridValidation(),
        SnsConfirmation.Kind => new SnsConfirmation(),
        SlackUrlVerification.Kind => new SlackUrlVerification(),
        ZoomUrlValidation.Kind => new ZoomUrlValidation(),
        _ => throw parameters.Error("kind", $"unknown handshake '{kind}'{NearestName.Hint(kind, s_kinds)}"),
    };
}
