using System.Reflection;
using Microsoft.Extensions.Configuration;
using Vigil.Core.Intake;
using Vigil.Core.Senders;

namespace Vigil.Cli.Doctor;

/// <summary>Finds settings that nothing reads: a misspelt one would be silently without effect.</summary>
internal static class SettingNames
{
    /// <summary>The options of every section, by the constant in which each names its own.</summary>
    private static readonly Dictionary<string, Type> s_sections = typeof(IntakeOptions).Assembly.GetTypes()
        .Select(type => (Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string, Type: type))
        .Where(options => options.Section is not null)
        .ToDictionary(options => options.Section!, options => options.Type, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<Check> Check(IConfiguration configuration) => configuration.GetChildren().SelectMany(section =>
        s_sections.TryGetValue(section.Key, out var type) ? Unknown(section, type)

        // Other programs have settings too: only what looks like one of ours is told of.
        : section.GetChildren().Any() && NearestName.Hint(section.Key, s_sections.Keys) is { Length: > 0 } hint ? [Miss(section, hint)]
        : []);

    private static IEnumerable<Check> Unknown(IConfigurationSection section, Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        var parts = s_sections.Keys.Where(s => s.StartsWith(section.Path + ':', StringComparison.OrdinalIgnoreCase)).Select(s => s[(section.Path.Length + 1)..]);
        return section.GetChildren().SelectMany(child =>
            s_sections.TryGetValue(child.Path, out var part) ? Unknown(child, part)
            : properties.TryGetValue(child.Key, out var property) ? Below(child, property.PropertyType)
            : [Miss(child, NearestName.Hint(child.Key, properties.Keys.Concat(parts)))]);
    }

    private static IEnumerable<Check> Below(IConfigurationSection section, Type type)
    {
        if (type.Namespace?.StartsWith("Vigil.", StringComparison.Ordinal) == true && type.IsClass)
        {
            return Unknown(section, type);
        }

        // A list: each element by its number. A dictionary's keys are free.
        return type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            ?.GetGenericArguments()[0] is { IsClass: true, Namespace: { } space } element && space.StartsWith("Vigil.", StringComparison.Ordinal)
                ? section.GetChildren().SelectMany(item => Unknown(item, element))
                : [];
    }

    private static Check Miss(IConfigurationSection section, string hint) => Doctor.Check.Wrong(
        "settings", $"nothing reads {section.Path.Replace(":", "__", StringComparison.Ordinal)}{hint}", "Correct its name, or remove it.");
}
