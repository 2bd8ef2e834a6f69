using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vigil.Web.Tests.OpenApi;

/// <summary>As much of JSON Schema as the description uses. An object's members must all be described.</summary>
internal static class SchemaCheck
{
    /// <summary>What is wrong with the value; null when nothing is.</summary>
    public static string? Fault(JsonNode document, JsonNode schema, JsonNode? value, string at = "$")
    {
        if (schema is not JsonObject rules)
        {
            return schema.GetValueKind() == JsonValueKind.True ? null : $"{at}: nothing is allowed here";
        }

        if (rules["$ref"] is { } reference)
        {
            return Fault(document, Resolve(document, (string)reference!) ?? throw new InvalidOperationException($"No {reference}"), value, at);
        }

        return TypeFault(rules, value, at) ?? value switch
        {
            JsonObject members => MemberFault(document, rules, members, at),
            JsonArray items when rules["items"] is { } item => items.Select((v, i) => Fault(document, item, v, $"{at}[{i}]")).FirstOrDefault(f => f is not null),
            _ => null,
        };
    }

    public static JsonNode? Resolve(JsonNode document, string reference) =>
        reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (node, part) => node?[part]);

    private static string? TypeFault(JsonObject rules, JsonNode? value, string at)
    {
        if (rules["enum"] is JsonArray allowed && !allowed.Any(a => JsonNode.DeepEquals(a, value)))
        {
            return $"{at}: {value} is none of {allowed}";
        }

        if (rules["type"] is not { } type)
        {
            return null;
        }

        var types = type is JsonArray several ? several.Select(t => (string)t!).ToList() : [(string)type!];
        var kind = value?.GetValueKind() switch
        {
            null or JsonValueKind.Null => "null",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            _ => "boolean",
        };
        return types.Contains(kind) || (kind == "number" && types.Contains("integer")) ? null : $"{at}: is {kind}, not {type}";
    }

    private static string? MemberFault(JsonNode document, JsonObject rules, JsonObject members, string at)
    {
        if (rules["required"] is JsonArray required && required.FirstOrDefault(r => !members.ContainsKey((string)r!)) is { } missing)
        {
            return $"{at}: {missing} is missing";
        }

        return rules["properties"] is not JsonObject properties
            ? null
            : members.Select(m => properties[m.Key] is { } schema ? Fault(document, schema, m.Value, $"{at}.{m.Key}") : $"{at}.{m.Key}: is not described")
                .FirstOrDefault(f => f is not null);
    }
}
