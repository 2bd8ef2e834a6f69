using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Vigil.Storage.Azure.Messaging;

/// <summary>Messages as the Functions host writes and expects them: base64. What others put into a queue as plain text is taken as it is.</summary>
internal static class MessageText
{
    public static string Encode(ReadOnlyMemory<byte> body) => Convert.ToBase64String(body.Span);

    /// <summary>The bytes of a message. JSON is never base64, so that plain text is recognised.</summary>
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> text)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text.Span, bytes, out _, out var written) == OperationStatus.Done ? bytes.AsMemory(0, written) : text;
    }

    public static ReadOnlyMemory<byte> Decode(string text) => Decode(Encoding.UTF8.GetBytes(text));
}
