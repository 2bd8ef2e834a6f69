using System.Text.Json;
using System.Text.Unicode;

namespace Vigil.Core.Intake.Bodies;

/// <summary>Whether a body is JSON that later stages can afford to parse. For authentic bodies only.</summary>
internal static class JsonForm
{
    /// <param name="isLines">One value per line, else one value.</param>
    public static Reason Check(ReadOnlySpan<byte> body, bool isLines, int maxDepth, int maxTokens)
    {
        // The reader looks into no string, so that it would let broken UTF-8 in them pass.
        if (!Utf8.IsValid(body))
        {
            return Reason.JsonMalformed;
        }

        try
        {
            return isLines ? CheckLines(body, maxDepth, maxTokens) : CheckValue(body, maxDepth, ref maxTokens);
        }
        catch (JsonException)
        {
            return Reason.JsonMalformed;
        }
    }

    private static Reason CheckLines(ReadOnlySpan<byte> body, int maxDepth, int maxTokens)
    {
        var any = false;
        foreach (var range in body.Split((byte)'\n'))
        {
            var line = body[range];
            if (line.Trim(" \t\r"u8).IsEmpty)
            {
                continue;
            }

            any = true;
            var reason = CheckValue(line, maxDepth, ref maxTokens);
            if (reason != Reason.None)
            {
                return reason;
            }
        }

        return any ? Reason.None : Reason.JsonMalformed;
    }

    private static Reason CheckValue(ReadOnlySpan<byte> json, int maxDepth, ref int tokensLeft)
    {
        // One level more than allowed, so that the reader leaves it to us to say what is wrong.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth + 1 });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= maxDepth)
            {
                return Reason.JsonTooDeep;
            }

            if (--tokensLeft < 0)
            {
                return Reason.JsonTooLarge;
            }
        }

        return Reason.None;
    }
}
