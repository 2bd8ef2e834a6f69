using System.Reflection;
using Microsoft.Extensions.Configuration;
using Vigil.Core.Correlation;
using Vigil.Core.Enrichment;
using Vigil.Core.Incidents;
using Vigil.Core.Intake;
using Vigil.Core.Messaging;
using Vigil.Core.Retention;
using Vigil.Core.Scoring;
using Vigil.Core.Senders;

namespace Vigil.Cli.Doctor;

/// <summary>Finds settings that nothing reads: a misspelt one would be silently without effect.</summary>
internal static class SettingNames
{
    private static readonly Dictionary<string, Type> s_sections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Intake"] = typeof(IntakeOptions),
        [EnrichOptions.Section] = typeof(EnrichOptions),
        [ScoreOptions.Section] = typeof(ScoreOptions),
        [CorrelationOptions.Section] = typeof(CorrelationOptions),
        [IncidentOptions.Section] = typeof(IncidentOptions),
        [RunnerOptions.Section] = typeof(RunnerOptions),
        [RetentionOptions.Section] = typeof(RetentionOptions),
    };

    public static IEnumerable<Check> Check(IConfiguration configuration) => configuration.GetChildren().SelectMany(section =>
        s_sections.TryGetValue(section.Key, out var type) ? Unknown(section, type)

        // Other programs have settings too: only what looks like one of ours is told of.
        : section.GetChildren().Any() && NearestName.Hint(section.Key, s_sections.Keys) is { Length: > 0 } hint ? [Miss(section, hint)]
        : []);

    private static IEnumerable<Check> Unknown(IConfigurationSection section, Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (!properties.TryGetValue(child.Key, out var property))
            {
                yield return Miss(child, NearestName.Hint(child.Key, properties.Keys));
                continue;
            }

            foreach (var check in Below(child, property.PropertyType))
            {
                yield return check;
            }
        }
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
