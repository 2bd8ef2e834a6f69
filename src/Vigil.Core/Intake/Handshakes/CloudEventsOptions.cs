namespace Vigil.Core.Intake;

/// <summary>The abuse protection of CloudEvents' HTTP webhooks: OPTIONS asks whether an origin may deliver. Only origins that the profile names may.</summary>
internal sealed class CloudEventsOptions(IReadOnlyList<string> origins) : IChallenge
{
    public const string Kind = "cloudevents-options";

    public const string DefaultOrigin = "eventgrid.azure.net";

    public string Name => Kind;

    public string Method => "OPTIONS";

    public HandshakeAnswer? Answer(Delivery delivery)
    {
        if (delivery.Headers.Read("WebHook-Request-Origin", out var origin) != 1
            || origins.FirstOrDefault(o => string.Equals(o, origin, StringComparison.OrdinalIgnoreCase)) is not { } known)
        {
            return null;
        }

        var headers = new List<KeyValuePair<string, string>> { new("Allow", "POST, OPTIONS"), new("WebHook-Allowed-Origin", known) };
        if (delivery.Headers.Read("WebHook-Request-Rate", out _) > 0)
        {
            // Who sends too fast is told so by 429, like everybody.
            headers.Add(new("WebHook-Allowed-Rate", "*"));
        }

        return HandshakeAnswer.Text("") with { Headers = headers };
    }
}
