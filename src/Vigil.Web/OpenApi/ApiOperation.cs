using System.Text.Json.Serialization.Metadata;
using Vigil.Web.Security;

namespace Vigil.Web.OpenApi;

/// <summary>One method of one route, as it is described.</summary>
/// <param name="Id">The function's name.</param>
/// <param name="Method">Lower case; a webhook's route is mapped for every method and described for the one it takes.</param>
/// <param name="Access">What the caller must be allowed to; null where no login is asked for.</param>
internal sealed record ApiOperation(string Id, string Method, string Route, string Summary, Access? Access)
{
    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>Content types of the body, each with its type; null type: any bytes.</summary>
    public IReadOnlyList<(string ContentType, JsonTypeInfo? Type)> Body { get; init; } = [];

    /// <summary>What success looks like; null type: no body.</summary>
    public IReadOnlyList<(int Status, string Description, JsonTypeInfo? Type)> Answers { get; init; } = [];

    /// <summary>Statuses of problems that are this operation's own; those of login and storage are every guarded operation's.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [];
}

/// <summary>A parameter besides those of the path.</summary>
/// <param name="In"><c>query</c> or <c>header</c>.</param>
/// <param name="Type">JSON Schema type.</param>
/// <param name="Values">The values it may have; null: any.</param>
internal sealed record ApiParameter(
    string Name, string Description, string In = "query", string Type = "string", bool Required = false, IReadOnlyList<string>? Values = null);
