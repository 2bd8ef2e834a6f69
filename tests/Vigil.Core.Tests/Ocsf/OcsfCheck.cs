using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Vigil.Testing;

namespace Vigil.Core.Tests.Ocsf;

/// <summary>Checks an event against a resolved OCSF schema: required and unknown attributes, types, enumerations, constraints, type_uid; with warnings for labels and profiles.</summary>
internal sealed class OcsfCheck
{
    private static readonly string[] s_whole = ["integer_t", "long_t", "port_t", "timestamp_t"];
    private static readonly string[] s_patterned = ["datetime_t", "mac_t", "ip_t", "uuid_t"];
    private readonly JsonElement _schema;
    private HashSet<string> _profiles = [];

    private OcsfCheck(JsonElement schema) => _schema = schema;

    public List<string> Errors { get; } = [];

    public List<string> Warnings { get; } = [];

    public static string? SchemaPath(string name) =>
        Repository.OcsfSchemas is { } folder ? Path.Combine(folder, $"{name}.resolved.1.8.0.json") : null;

    public static JsonElement Load(string name)
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(SchemaPath(name)!));
        return document.RootElement.Clone();
    }

    public static OcsfCheck Run(JsonElement schema, JsonElement ocsfEvent)
    {
        var check = new OcsfCheck(schema);
        if (ocsfEvent.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("profiles", out var profiles))
        {
            check._profiles = [.. profiles.EnumerateArray().Select(p => p.GetString()!)];
        }

        check.Node(schema, ocsfEvent, "");
        if (ocsfEvent.GetProperty("type_uid").GetInt64() != (ocsfEvent.GetProperty("class_uid").GetInt64() * 100) + ocsfEvent.GetProperty("activity_id").GetInt64())
        {
            check.Errors.Add("type_uid is not class_uid * 100 + activity_id");
        }

        return check;
    }

    private void Node(JsonElement type, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Errors.Add($"{path}: not an object");
            return;
        }

        var attributes = type.GetProperty("attributes");
        foreach (var rule in attributes.EnumerateObject().Where(r => Text(r.Value, "requirement") == "required" && !value.TryGetProperty(r.Name, out _)))
        {
            if (Text(rule.Value, "profile") is not { } profile || _profiles.Contains(profile))
            {
                Errors.Add($"{path}{rule.Name}: required, missing");
            }
        }

        foreach (var member in value.EnumerateObject())
        {
            if (attributes.TryGetProperty(member.Name, out var rule))
            {
                Attribute(rule, member.Value, path + member.Name);
                Sibling(rule, member.Value, value, path);
            }
            else
            {
                Errors.Add($"{path}{member.Name}: unknown attribute");
            }
        }

        Constraint(type, value, path, "at_least_one", count => count >= 1);
        Constraint(type, value, path, "just_one", count => count == 1);
    }

    private void Constraint(JsonElement type, JsonElement value, string path, string kind, Func<int, bool> holds)
    {
        if (type.TryGetProperty("constraints", out var constraints) && constraints.ValueKind == JsonValueKind.Object && constraints.TryGetProperty(kind, out var names)
            && !holds(names.EnumerateArray().Count(n => value.TryGetProperty(n.GetString()!, out _))))
        {
            Errors.Add($"{path}: needs {kind} of {names}");
        }
    }

    private void Attribute(JsonElement rule, JsonElement value, string path)
    {
        if (Text(rule, "deprecated_since") is { } since)
        {
            Warnings.Add($"{path}: deprecated since {since}");
        }

        if (Text(rule, "profile") is { } profile && !_profiles.Contains(profile))
        {
            Warnings.Add($"{path}: belongs to profile {profile}");
        }

        if (!rule.GetProperty("is_array").GetBoolean())
        {
            Value(rule, value, path);
        }
        else if (value.ValueKind != JsonValueKind.Array)
        {
            Errors.Add($"{path}: not an array");
        }
        else
        {
            foreach (var (element, index) in value.EnumerateArray().Select((e, i) => (e, i)))
            {
                Value(rule, element, $"{path}[{index}]");
            }
        }
    }

    private void Value(JsonElement rule, JsonElement value, string path)
    {
        if (Text(rule, "type") != "object_t")
        {
            Scalar(rule, value, path);
            return;
        }

        var type = _schema.GetProperty("objects").GetProperty(Text(rule, "object_type")!);
        if (type.GetProperty("attributes").EnumerateObject().Any())
        {
            Node(type, value, path + ".");
        }
        else if (value.ValueKind != JsonValueKind.Object)
        {
            Errors.Add($"{path}: not an object");
        }
    }

    private void Scalar(JsonElement rule, JsonElement value, string path)
    {
        var type = Text(rule, "type")!;
        var fits = type switch
        {
            "json_t" => true,
            "boolean_t" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "float_t" => value.ValueKind == JsonValueKind.Number,
            _ when s_whole.Contains(type) || Text(rule, "base_type") is "integer_t" or "long_t" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            _ => value.ValueKind == JsonValueKind.String,
        };
        if (!fits)
        {
            Errors.Add($"{path}: {value} is no {type}");
            return;
        }

        if (rule.TryGetProperty("enum", out var known) && known.ValueKind == JsonValueKind.Object && !known.TryGetProperty(value.ToString(), out _))
        {
            Errors.Add($"{path}: {value} is not in the enumeration");
        }

        if (s_patterned.Contains(type) && Text(rule, "regex") is { } pattern && !Regex.IsMatch(value.GetString()!, pattern))
        {
            Errors.Add($"{path}: {value} does not match {type}");
        }

        if (type == "timestamp_t" && Math.Abs(value.GetInt64()) is <= 100_000_000_000 or >= 100_000_000_000_000)
        {
            Warnings.Add($"{path}: {value} does not look like milliseconds");
        }

        if (rule.TryGetProperty("range", out var range) && range.ValueKind == JsonValueKind.Array && (value.GetInt64() < range[0].GetInt64() || value.GetInt64() > range[1].GetInt64()))
        {
            Errors.Add($"{path}: {value} is out of range");
        }
    }

    private void Sibling(JsonElement rule, JsonElement value, JsonElement owner, string path)
    {
        if (Text(rule, "sibling") is not { } sibling || rule.GetProperty("is_array").GetBoolean() || !rule.TryGetProperty("enum", out var known)
            || known.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var hasLabel = owner.TryGetProperty(sibling, out var label);
        var isOther = value.ToString() == 99.ToString(CultureInfo.InvariantCulture);
        if (hasLabel && !isOther && known.TryGetProperty(value.ToString(), out var caption) && caption.ToString() != label.ToString())
        {
            Warnings.Add($"{path}{sibling}: {label}, but {value} is {caption}");
        }

        if (isOther && string.IsNullOrEmpty(hasLabel ? label.ToString() : null))
        {
            Warnings.Add($"{path}{sibling}: must hold the source's label");
        }
    }

    private static string? Text(JsonElement rule, string name) =>
        rule.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
