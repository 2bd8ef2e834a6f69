using System.Text.Json;

namespace Vigil.Functions.Tests.Infra;

/// <summary>The compiled template with the templates of all modules in it.</summary>
internal sealed class Template
{
    private static readonly Lazy<Template> s_main = new(() => new Template(BicepCompiler.Template.Json));

    private Template(string json)
    {
        Text = json;
        Root = JsonDocument.Parse(json).RootElement;
        Resources = [.. Walk(Root)];
    }

    public static Template Main => s_main.Value;

    public string Text { get; }

    public JsonElement Root { get; }

    /// <summary>What is deployed, of all modules, without what only is referred to.</summary>
    public IReadOnlyList<JsonElement> Resources { get; }

    public IEnumerable<JsonElement> OfType(string type) => Resources.Where(r => TypeOf(r) == type);

    /// <summary>The parameters that a module is given.</summary>
    public JsonElement ParametersOf(string module) =>
        Root.GetProperty("resources").GetProperty(module).GetProperty("properties").GetProperty("parameters");

    public static string TypeOf(JsonElement resource) => resource.GetProperty("type").GetString()!;

    /// <summary>Every text in an element, names of properties left out.</summary>
    public static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Texts(p.Value)),
        _ => [],
    };

    /// <summary>Every value of properties of this name, at any depth.</summary>
    public static IEnumerable<JsonElement> Values(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(e => Values(e, name)),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.NameEquals(name) ? [p.Value] : Values(p.Value, name)),
        _ => [],
    };

    private static IEnumerable<JsonElement> Walk(JsonElement template)
    {
        var resources = template.GetProperty("resources");
        var all = resources.ValueKind == JsonValueKind.Array
            ? resources.EnumerateArray().AsEnumerable()
            : resources.EnumerateObject().Select(p => p.Value);
        foreach (var resource in all.Where(r => !r.TryGetProperty("existing", out var existing) || !existing.GetBoolean()))
        {
            yield return resource;
            if (TypeOf(resource) == "Microsoft.Resources/deployments")
            {
                foreach (var inner in Walk(resource.GetProperty("properties").GetProperty("template")))
                {
                    yield return inner;
                }
            }
        }
    }
}
