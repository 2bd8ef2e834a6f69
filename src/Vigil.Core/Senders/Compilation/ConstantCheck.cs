using System.Globalization;
using Vigil.Core.Normalization.Targets;

namespace Vigil.Core.Senders.Compilation;

/// <summary>Refuses constants that their target could never take.</summary>
internal static class ConstantCheck
{
    public static void Check(string file, int line, OcsfShape shape, OcsfAttribute attribute, string text)
    {
        var problem = attribute.Kind switch
        {
            AttributeKind.Enum or AttributeKind.Enums => EnumProblem(attribute.Enum!, text),
            AttributeKind.Int or AttributeKind.Long or AttributeKind.Port => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : "is no whole number",
            AttributeKind.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? null : "is no number",
            AttributeKind.Bool => text is "true" or "false" ? null : "is neither true nor false",
            AttributeKind.Ip => NetworkNames.Ip(text) is null ? "is no IP address" : null,
            AttributeKind.Json => "cannot be a constant",
            _ => null,
        };
        if (problem is not null)
        {
            throw new ProfileException(file, line, $"'{text}' {problem} ({shape.Name}.{attribute.Name})");
        }
    }

    /// <summary>The same for keys of the finding that take captions of an enumeration.</summary>
    public static void Check(string file, CompiledValue value, string enumeration)
    {
        foreach (var (text, line) in value.Constants)
        {
            if (EnumProblem(OcsfEnums.Find(enumeration)!, text) is { } problem)
            {
                throw new ProfileException(file, line, $"'{text}' {problem}");
            }
        }
    }

    private static string? EnumProblem(OcsfEnum known, string text) => known.Find(text) is not null
        ? null
        : $"is none of {string.Join(", ", known.Captions)}{NearestName.Hint(text, known.Captions)}";
}
