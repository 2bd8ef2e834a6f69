using System.Buffers;
using System.Security.Cryptography;
using System.Text;
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

    /// <summary>The message that is carried, as JSON: as large as the body, so that no text is made of it.</summary>
    private ReadOnlyMemory<byte> _message;

    private SnsMessage()
    {
    }

    /// <summary>A member besides <see cref="Message"/>.</summary>
    public string? this[string name] => _values[Array.IndexOf(s_names, name)];

    /// <summary>The message that is carried; null when there is none.</summary>
    public string? Message
    {
        get
        {
            if (_message.IsEmpty)
            {
                return null;
            }

            var reader = new Utf8JsonReader(_message.Span);
            return reader.Read() ? reader.GetString() : null;
        }
    }

    /// <summary>True when every member is there that is signed.</summary>
    public bool IsComplete => !_message.IsEmpty && Array.TrueForAll(SignedNames, n => n is "Message" or "Subject" || this[n] is not null);

    private string[] SignedNames => this["Type"] == Notification ? s_signedOfNotification : s_signedOfConfirmation;

    /// <summary>Names and values, a line each, in the order in which they are signed.</summary>
    public void AppendTo(IncrementalHash hash)
    {
        foreach (var name in SignedNames)
        {
            if (name == "Message")
            {
                Append(hash, name);
                AppendMessage(hash);
            }
            else if (this[name] is { } value)
            {
                Append(hash, name);
                Append(hash, value);
            }
        }
    }

    public static bool IsType(string? type) => type is Notification or SubscriptionConfirmation or UnsubscribeConfirmation;

    /// <summary>Null when the body is no object of the kind, or says one of these things twice.</summary>
    public static SnsMessage? TryRead(ReadOnlyMemory<byte> body)
    {
        try
        {
            var message = new SnsMessage();
            var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
            var isSound = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            while (isSound && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                isSound = message.ReadMember(ref reader, body);
            }

            return isSound && reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? message : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Append(IncrementalHash hash, string line)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(line.Length) + 1);
        AppendLine(hash, rented, Encoding.UTF8.GetBytes(line, rented));
    }

    private void AppendMessage(IncrementalHash hash)
    {
        var rented = ArrayPool<byte>.Shared.Rent(_message.Length + 1);
        var reader = new Utf8JsonReader(_message.Span);
        reader.Read();
        AppendLine(hash, rented, reader.CopyString(rented));
    }

    private static void AppendLine(IncrementalHash hash, byte[] rented, int length)
    {
        rented[length] = (byte)'\n';
        hash.AppendData(rented, 0, length + 1);
        ArrayPool<byte>.Shared.Return(rented);
    }

    private bool ReadMember(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
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

        if (s_names[index] == "Message")
        {
            var isFirst = _message.IsEmpty && reader.TokenType == JsonTokenType.String && IsText(ref reader);
            _message = body[(int)reader.TokenStartIndex..(int)reader.BytesConsumed];
            return isFirst;
        }

        if (_values[index] is not null || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
        {
            return false;
        }

        _values[index] = reader.GetString();
        return true;
    }

    /// <summary>Faults where the text holds half a character, which only shows when it is read.</summary>
    private static bool IsText(ref Utf8JsonReader reader)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, reader.ValueSpan.Length));
        try
        {
            return reader.CopyString(rented) >= 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
