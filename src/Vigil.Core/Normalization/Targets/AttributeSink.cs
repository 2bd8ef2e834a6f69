using System.Globalization;
using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Times;
using Vigil.Core.Normalization.Values;

namespace Vigil.Core.Normalization.Targets;

/// <summary>Sets one attribute to the first value that fits it. What does not fit is left unread for a fall-back, or for <c>unmapped</c>.</summary>
internal sealed class AttributeSink(OcsfAttribute attribute, OcsfShape shape, IReadOnlyList<TimeFormat>? formats, RecordState state) : ValueSink(state)
{
    /// <summary>The object, once there is something to put into it.</summary>
    public object? Target { get; set; }

    public override bool TakesWhole => attribute.Kind == AttributeKind.Json;

    public override bool Take(in MappedValue value)
    {
        if (attribute.Kind == AttributeKind.Json)
        {
            return TakeJson(value);
        }

        var text = value.Text(attribute.MaxChars, State);
        if (attribute.Kind is AttributeKind.Enum or AttributeKind.Caption)
        {
            return TakeEnum(value, text);
        }

        return Convert(text) is { } converted && Set(value, converted);
    }

    private object? Convert(string text) => attribute.Kind switch
    {
        AttributeKind.Text => text,
        AttributeKind.Ip => text,
        AttributeKind.Mac => NetworkNames.Mac(text),
        AttributeKind.Time => TryTime(text, out var time) ? time.ToUnixTimeMilliseconds() : null,
        AttributeKind.Int => TryWhole(text, int.MinValue, int.MaxValue, out var number) ? (int)number : null,
        AttributeKind.Port => TryWhole(text, 0, ushort.MaxValue, out var port) ? (int)port : null,
        AttributeKind.Long => TryWhole(text, long.MinValue, long.MaxValue, out var number) ? number : null,
        AttributeKind.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
        AttributeKind.Bool => Flag(text),
        _ => null,
    };

    private bool TryTime(string text, out DateTimeOffset time) =>
        formats is null ? TimeParser.TryParse(text, State.Received, out time) : TimeParser.TryParse(text, formats, out time);

    private static bool? Flag(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "1" => true,
        "FALSE" or "NO" or "0" => false,
        _ => null,
    };

    /// <summary>Whole numbers, also written as <c>4711.0</c> or, by Windows products, <c>0x1a2b</c>.</summary>
    private static bool TryWhole(string text, long min, long max, out long number)
    {
        var parsed = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
        return parsed && number >= min && number <= max;
    }

    /// <summary>Number and caption go together; what the enumeration does not know is Other with the source's word for it.</summary>
    private bool TakeEnum(in MappedValue value, string text)
    {
        var isCaption = attribute.Kind == AttributeKind.Caption;
        var (number, caption) = isCaption ? (attribute.Sibling!, attribute) : (attribute, attribute.Sibling!);
        var known = attribute.Enum!.Find(text);
        if (known is null && attribute.Enum.Caption(OcsfEnums.Other) is null)
        {
            return false;
        }

        if (isCaption && Target is not null && number.Get(Target) is int and not (0 or OcsfEnums.Other))
        {
            value.MarkRead();
            return true;
        }

        Target ??= shape.Create();
        var keepsLabel = known == OcsfEnums.Other && !isCaption && caption.Get(Target) is string { Length: > 0 } and not "Unknown";
        number.Set(Target, known ?? OcsfEnums.Other);
        if (!keepsLabel)
        {
            caption.Set(Target, known is { } id ? attribute.Enum.Caption(id) : text);
        }

        value.MarkRead();
        return true;
    }

    private bool TakeJson(in MappedValue value)
    {
        if (value.Source is not { } source || value.Override is not null)
        {
            return false;
        }

        return JsonCopy.Whole(source, FindingLimits.JsonBytes, State) is { } json && Set(value, json);
    }

    private bool Set(in MappedValue value, object converted)
    {
        Target ??= shape.Create();
        attribute.Set(Target, converted);
        value.MarkRead();
        return true;
    }
}
