using System.Text.Json;

namespace Vigil.Core.Tests.Enrichment;

/// <summary>Errors of an event against a resolved OCSF schema: required, unknown and null attributes, types, enums, constraints.</summary>
internal static class OcsfCheck
{
    private static readonly HashSet<string> s_integers = ["integer_t", "long_t", "port_t", "timestamp_t"];

    public static List<string> Errors(JsonElement schema, JsonElement finding)
    {
        var errors = new List<string>();
        Node(schema, schema.GetProperty("attributes"), schema.GetProperty("constraints"), finding, "", errors);
        return errors;
    }

    private static void Node(JsonElement schema, JsonElement attributes, JsonElement constraints, JsonElement node, string path, List<string> errors)
    {
        foreach (var attribute in attributes.EnumerateObject().Where(a => Text(a.Value, "requirement") == "required" && Text(a.Value, "profile") is null))
        {
            if (!node.TryGetProperty(attribute.Name, out _))
            {
                errors.Add($"{path}{attribute.Name}: required, missing");
            }
        }

        foreach (var member in node.EnumerateObject())
        {
            if (!attributes.TryGetProperty(member.Name, out var rule))
            {
                errors.Add($"{path}{member.Name}: unknown attribute");
                continue;
            }

            var values = rule.GetProperty("is_array").GetBoolean() ? [.. member.Value.EnumerateArray()] : new[] { member.Value };
            foreach (var value in values)
            {
                Value(schema, rule, value, $"{path}{member.Name}", errors);
            }
        }

        Constraints(constraints, node, path, errors);
    }

    private static void Value(JsonElement schema, JsonElement rule, JsonElement value, string path, List<string> errors)
    {
        if (Text(rule, "type") == "object_t")
        {
            var type = schema.GetProperty("objects").GetProperty(Text(rule, "object_type")!);
            Node(schema, type.GetProperty("attributes"), type.GetProperty("constraints"), value, path + ".", errors);
            return;
        }

        var kind = Text(rule, "type");
        var valid = kind switch
        {
            "json_t" => true,
            "boolean_t" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "float_t" => value.ValueKind == JsonValueKind.Number,
            _ when s_integers.Contains(kind!) || s_integers.Contains(Text(rule, "base_type") ?? "") =>
                value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            _ => value.ValueKind == JsonValueKind.String,
        };
        if (!valid)
        {
            errors.Add($"{path}: {value.GetRawText()} is not {kind}");
        }
        else if (rule.TryGetProperty("enum", out var allowed) && allowed.ValueKind == JsonValueKind.Object && !allowed.TryGetProperty(value.ToString(), out _))
        {
            errors.Add($"{path}: {value} is not in the enum");
        }
    }

    private static void Constraints(JsonElement constraints, JsonElement node, string path, List<string> errors)
    {
        if (constraints.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var constraint in constraints.EnumerateObject())
        {
            var present = constraint.Value.EnumerateArray().Count(name => node.TryGetProperty(name.GetString()!, out _));
            if (constraint.Name == "at_least_one" ? present < 1 : constraint.Name == "just_one" && present != 1)
            {
                errors.Add($"{path}: breaks {constraint.Name}");
            }
        }
    }

    private static string? Text(JsonElement rule, string name) =>
        rule.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
