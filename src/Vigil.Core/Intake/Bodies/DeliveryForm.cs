using Vigil.Core.Senders;

namespace Vigil.Core.Intake.Bodies;

/// <summary>What can be said about a delivery before its body is read.</summary>
internal static class DeliveryForm
{
    /// <summary>The one method of deliveries.</summary>
    public const string Method = "POST";

    private const string JsonLines = "application/x-ndjson";
    private const string Form = "application/x-www-form-urlencoded";
    private const string Gzip = "gzip";

    /// <param name="isLines">True when the body holds one JSON value per line.</param>
    public static Reason Check(Delivery delivery, DeliveryRules rules, out bool isLines)
    {
        isLines = false;
        if (delivery.ContentLength > rules.MaxBodyBytes)
        {
            return Reason.BodyTooLarge;
        }

        if (delivery.ContentLength == 0)
        {
            return Reason.BodyEmpty;
        }

        var encodings = delivery.Headers.Read("Content-Encoding", out var encoding);
        if (encodings > 1 || (encodings == 1 && !Is(encoding, "identity") && !(rules.Gzip && Is(encoding, Gzip))))
        {
            return Reason.ContentEncodingUnsupported;
        }

        return delivery.Headers.Read("Content-Type", out var type) == 1 && Accepts(rules, type, out isLines)
            ? Reason.None
            : Reason.ContentTypeUnsupported;
    }

    public static bool IsCompressed(Delivery delivery) => delivery.Headers.Read("Content-Encoding", out var encoding) == 1 && Is(encoding, Gzip);

    /// <summary>Whether the JSON stands in a field of a form; of a delivery whose type was accepted.</summary>
    public static bool IsForm(Delivery delivery) => delivery.Headers.Read("Content-Type", out var type) == 1 && Is(MediaType(type, out _), Form);

    private static bool Accepts(DeliveryRules rules, ReadOnlySpan<char> header, out bool isLines)
    {
        var type = MediaType(header, out var parameters);
        isLines = Is(type, JsonLines);
        foreach (var accepted in rules.ContentTypes)
        {
            if (Is(type, accepted))
            {
                return IsUtf8(parameters);
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> MediaType(ReadOnlySpan<char> header, out ReadOnlySpan<char> parameters)
    {
        var end = header.IndexOf(';');
        parameters = end < 0 ? default : header[(end + 1)..];
        return (end < 0 ? header : header[..end]).Trim();
    }

    /// <summary>A charset other than UTF-8 (or its part ASCII) would be read wrongly; other parameters change nothing.</summary>
    private static bool IsUtf8(ReadOnlySpan<char> parameters)
    {
        foreach (var range in parameters.Split(';'))
        {
            var parameter = parameters[range].Trim();
            if (parameter.StartsWith("charset=", StringComparison.OrdinalIgnoreCase))
            {
                var charset = parameter["charset=".Length..].Trim('"');
                return Is(charset, "utf-8") || Is(charset, "us-ascii");
            }
        }

        return true;
    }

    private static bool Is(ReadOnlySpan<char> text, string expected) => text.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
