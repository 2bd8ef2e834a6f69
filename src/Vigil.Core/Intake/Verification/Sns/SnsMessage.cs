using System.Text.Json;

namespace Vigil.Core.Intake.Verification.Sns;

/// <summary>The members of an SNS message that its signature is about. Untrusted until verified.</summary>
internal sealed class SnsMessage
{
    public const string Notification = "Notification";
    public const string SubscriptionConfirmation = "SubscriptionConfirmation";
    public const string UnsubscribeConfirmation = "UnsubscribeConfirmation";

    private const int MaxDepth = 8;

    private static readonly string[] s_names =
    [
        "Message", "MessageId", "Signature", "SignatureVersion", "SigningCertURL", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type",
    ];

    private static readonly string[] s_signedOfNotification = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    private static readonly string[] s_signedOfConfirmation = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

    private readonly string?[] _values = new string?[s_names.Length];

    private SnsMessage()
    {
    }

    public string? this[string name] => _values[Array.IndexOf(s_names, name)];

    /// <summary>Names and values in the order in which they are signed; null when one is missing that must be there.</summary>
    public IEnumerable<(string Name, string Value)>? Signed
    {
        get
        {
            var names = this["Type"] == Notification ? s_signedOfNotification : s_signedOfConfirmation;
            return Array.TrueForAll(names, n => n == "Subject" || this[n] is not null)
                ? names.Where(n => this[n] is not null).Select(n => (n, this[n]!))
                : null;
        }
    }

    public static bool IsType(string? type) => type is Notification or SubscriptionConfirmation or UnsubscribeConfirmation;

    /// <summary>Null when the body is no object of the kind, or says one of these things twice.</summary>
    public static SnsMessage? TryRead(ReadOnlySpan<byte> body)
    {
        try
        {
            var message = new SnsMessage();
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
            var isSound = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            while (isSound && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                isSound = message.ReadMember(ref reader);
            }

            return isSound && reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? message : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private bool ReadMember(ref Utf8JsonReader reader)
    {
        var index = -1;
        for (var i = 0; i < s_names.Length && index < 0; i++)
        {
            index = reader.ValueTextEquals(s_names[i]) ? i : -1;
        }

        reader.Read();
        if (index < 0)
        {
            reader.Skip();
            return true;
        }

        if (_values[index] is not null || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
        {
            return false;
        }

        _values[index] = reader.GetString();
        return true;
    }
}
