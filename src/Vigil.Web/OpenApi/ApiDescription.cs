using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Vigil.Web.Problems;

namespace Vigil.Web.OpenApi;

/// <summary>The OpenAPI 3.1 document of <see cref="ApiOperations"/>; schemas come from the very types that are written.</summary>
internal sealed partial class ApiDescription
{
    private const string ProblemSchema = "Problem";

    private static readonly JsonSchemaExporterOptions s_exporter = new() { TreatNullObliviousAsNonNullable = true };

    private readonly JsonObject _schemas = [];

    /// <summary>The document, UTF-8.</summary>
    public static byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(new ApiDescription().Build(), JsonNodeInfo());

    private static JsonTypeInfo<JsonObject> JsonNodeInfo() => OpenApiJson.Default.JsonObject;

    private JsonObject Build()
    {
        _schemas[ProblemSchema] = SchemaOf(WebJson.Default.Problem);
        var paths = new JsonObject();
        foreach (var route in ApiOperations.All.SelectMany(Spell).GroupBy(o => o.Route))
        {
            var item = new JsonObject();
            foreach (var operation in route)
            {
                item[operation.Method] = Describe(operation);
            }

            paths[Routes.Absolute(route.Key)] = item;
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Vigil", ["version"] = typeof(ApiDescription).Assembly.GetName().Version!.ToString(3) },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = _schemas,
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A token whose claim roles holds one of those named." },
                },
            },
        };
    }

    /// <summary>OpenAPI knows no optional part of a path: such a route is two.</summary>
    private static IEnumerable<ApiOperation> Spell(ApiOperation operation) => !operation.Route.Contains("?}", StringComparison.Ordinal)
        ? [operation]
        :
        [
            operation with { Route = operation.Route[..operation.Route.LastIndexOf('/')] },
            operation with { Id = operation.Id + "BySecret", Route = operation.Route.Replace("?}", "}", StringComparison.Ordinal) },
        ];

    private JsonObject Describe(ApiOperation operation)
    {
        var described = new JsonObject
        {
            ["operationId"] = operation.Id,
            ["summary"] = operation.Summary,
            ["parameters"] = Parameters(operation),
        };
        if (operation.Body.Count > 0)
        {
            described["requestBody"] = new JsonObject
            {
                ["content"] = new JsonObject(operation.Body.Select(b => KeyValuePair.Create<string, JsonNode?>(b.ContentType, Content(b.Type)))),
            };
        }

        described["responses"] = Responses(operation);
        described["security"] = operation.Access is { } access
            ? new JsonArray(new JsonObject { ["bearer"] = new JsonArray([.. access.AnyOf.Select(r => (JsonNode)r)]) })
            : new JsonArray();
        return described;
    }

    private static JsonArray Parameters(ApiOperation operation)
    {
        var named = operation.Parameters.Where(p => p.In == "path").ToDictionary(p => p.Name);
        var path = PathParameter().Matches(operation.Route)
            .Select(m => named.GetValueOrDefault(m.Groups[1].Value) ?? new ApiParameter(m.Groups[1].Value, "Part of the path.", "path", Required: true));
        return new JsonArray([.. path.Concat(operation.Parameters.Where(p => p.In != "path")).Select(Parameter)]);
    }

    private static JsonObject Parameter(ApiParameter parameter)
    {
        var schema = new JsonObject { ["type"] = parameter.Type };
        if (parameter.Values is { } values)
        {
            schema["enum"] = new JsonArray([.. values.Select(v => (JsonNode)v)]);
        }

        return new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = parameter.In,
            ["required"] = parameter.Required,
            ["description"] = parameter.Description,
            ["schema"] = schema,
        };
    }

    private JsonObject Responses(ApiOperation operation)
    {
        var responses = new JsonObject();
        foreach (var (status, description, type) in operation.Answers)
        {
            var answer = new JsonObject { ["description"] = description };
            if (type is not null)
            {
                answer["content"] = new JsonObject { ["application/json"] = Content(type) };
            }

            responses[Text(status)] = answer;
        }

        int[] guarded = operation.Access is null ? [] : [401, 403, 503];
        foreach (var status in operation.Problems.Concat(guarded).Distinct().Order())
        {
            responses[Text(status)] = new JsonObject
            {
                ["description"] = "A problem (RFC 9457) with a stable type.",
                ["content"] = new JsonObject { [Problem.ContentType] = new JsonObject { ["schema"] = Reference(ProblemSchema) } },
            };
        }

        return responses;
    }

    private JsonObject Content(JsonTypeInfo? type)
    {
        if (type is null)
        {
            return [];
        }

        var name = type.Type.Name;
        if (!_schemas.ContainsKey(name))
        {
            _schemas[name] = SchemaOf(type);
        }

        return new JsonObject { ["schema"] = Reference(name) };
    }

    private static JsonNode SchemaOf(JsonTypeInfo type) => type.GetJsonSchemaAsNode(s_exporter);

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
