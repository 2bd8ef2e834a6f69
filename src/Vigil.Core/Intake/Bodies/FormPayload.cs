using System.Globalization;

namespace Vigil.Core.Intake.Bodies;

/// <summary>JSON in the field <c>payload</c> of a form, as GitHub and Slack send it where they are set up so.</summary>
internal static class FormPayload
{
    /// <summary>The decoded field; null when the form has it not, or more than once, or it is wrongly escaped.</summary>
    public static byte[]? Read(ReadOnlySpan<byte> form)
    {
        byte[]? payload = null;
        foreach (var range in form.Split((byte)'&'))
        {
            var field = form[range];
            if (!field.StartsWith("payload="u8))
            {
                continue;
            }

            if (payload is not null || (payload = Decode(field["payload=".Length..])) is null)
            {
                return null;
            }
        }

        return payload;
    }

    private static byte[]? Decode(ReadOnlySpan<byte> value)
    {
        var decoded = new byte[value.Length];
        var length = 0;
        for (var i = 0; i < value.Length; i++, length++)
        {
            decoded[length] = value[i] == '+' ? (byte)' ' : value[i];
            if (value[i] == '%')
            {
                if (i + 2 >= value.Length || !byte.TryParse(value.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out decoded[length]))
                {
                    return null;
                }

                i += 2;
            }
        }

        return decoded[..length];
    }
}
