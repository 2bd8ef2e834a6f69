using System.Text.Json.Nodes;
using Vigil.Web.Security;
using Vigil.Web.Tests.Security;
using Xunit;

namespace Vigil.Web.Tests.OpenApi;

public sealed class ApiDescriptionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_and_method_that_is_mapped_is_described_and_nothing_else()
    {
        await using var server = await LoginServer.StartAsync();
        var document = await DescriptionAsync(server);
        var described = document["paths"]!.AsObject()
            .SelectMany(p => p.Value!.AsObject().Select(m => $"{m.Key} {p.Key}")).Order().ToList();
        Assert.Equal(server.Mapped.Order(), described);
        Assert.Equal("3.1.0", (string?)document["openapi"]);
    }

    [Fact]
    public async Task Every_parameter_of_a_path_and_every_reference_is_there()
    {
        await using var server = await LoginServer.StartAsync();
        var document = await DescriptionAsync(server);
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var operation in item!.AsObject().Select(o => o.Value!.AsObject()))
            {
                var names = operation["parameters"]!.AsArray().Where(p => (string?)p!["in"] == "path").Select(p => '{' + (string)p!["name"]! + '}');
                Assert.Equal(path.Split('/').Where(s => s.StartsWith('{')), names);
                Assert.NotEmpty(operation["responses"]!.AsObject());
            }
        }

        var references = Descendants(document).OfType<JsonObject>().Select(o => o["$ref"]).OfType<JsonNode>().Select(r => (string)r!);
        Assert.All(references.Where(r => r.StartsWith("#/components/", StringComparison.Ordinal)), r => Assert.NotNull(SchemaCheck.Resolve(document, r)));
    }

    [Theory]
    [InlineData("incidents", 200)]
    [InlineData("incidents?limit=0", 400)]
    [InlineData("dead-letters", 200)]
    [InlineData("health/live", 200)]
    [InlineData("alerts/none", 404)]
    public async Task What_is_answered_is_as_described(string path, int status)
    {
        await using var server = await LoginServer.StartAsync();
        var document = await DescriptionAsync(server);
        using var response = await server.SendAsync(HttpMethod.Get, "/api/" + path, server.Token(Roles.All));
        Assert.Equal(status, (int)response.StatusCode);
        var route = document["paths"]!.AsObject().Single(p => Matches(p.Key, "/api/" + path.Split('?')[0])).Value!;
        var content = route["get"]!["responses"]![$"{status}"]!["content"]![response.Content.Headers.ContentType!.MediaType!]!;
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        Assert.Null(SchemaCheck.Fault(document, content["schema"]!, answer));
    }

    [Fact]
    public void The_check_of_this_test_finds_what_is_wrong()
    {
        var schema = JsonNode.Parse("""{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}""")!;
        Assert.Null(SchemaCheck.Fault(schema, schema, JsonNode.Parse("""{"a":1}""")));
        Assert.NotNull(SchemaCheck.Fault(schema, schema, JsonNode.Parse("""{"a":"x"}""")));
        Assert.NotNull(SchemaCheck.Fault(schema, schema, JsonNode.Parse("{}")));
        Assert.NotNull(SchemaCheck.Fault(schema, schema, JsonNode.Parse("""{"a":1,"b":2}""")));
    }

    private static async Task<JsonObject> DescriptionAsync(LoginServer server) =>
        JsonNode.Parse(await server.Client.GetStringAsync(new Uri("/api/openapi.json", UriKind.Relative), Cancelled))!.AsObject();

    private static bool Matches(string template, string path)
    {
        var (wanted, given) = (template.Split('/'), path.Split('/'));
        return wanted.Length == given.Length && wanted.Zip(given).All(s => s.First.StartsWith('{') || s.First == s.Second);
    }

    private static IEnumerable<JsonNode?> Descendants(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Descendants(m.Value)).Prepend(node),
        JsonArray items => items.SelectMany(Descendants).Prepend(node),
        _ => [node],
    };
}
