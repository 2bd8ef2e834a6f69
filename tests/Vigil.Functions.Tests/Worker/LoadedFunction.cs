using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Vigil.Functions.Tests.Worker;

/// <summary>A function as the worker described it to the host.</summary>
/// <param name="Metadata">The description as it came; the host gives it back to have the function loaded.</param>
internal sealed record LoadedFunction(string Id, string Name, JsonElement Trigger, ReadOnlyMemory<byte> Metadata)
{
    public string TriggerType => Trigger.GetProperty("type").GetString()!;

    public string Parameter => Trigger.GetProperty("name").GetString()!;

    /// <summary>In the words of the list of functions.</summary>
    public string On => TriggerType switch
    {
        "httpTrigger" => $"{(Methods is [var one] ? one : "any")} {Trigger.GetProperty("route").GetString()}",
        "queueTrigger" => Trigger.GetProperty("queueName").GetString()!,
        _ => Trigger.GetProperty("schedule").GetString()!,
    };

    private IReadOnlyList<string> Methods =>
        Trigger.TryGetProperty("methods", out var methods) ? [.. methods.EnumerateArray().Select(m => m.GetString()!)] : [];

    public static LoadedFunction From(ReadOnlyMemory<byte> metadata)
    {
        var message = new ProtoMessage(metadata);
        var bindings = message.All(10).Select(b => JsonDocument.Parse(b).RootElement);
        return new(message.Text(13), message.Text(4), bindings.First(b => b.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.Ordinal)), metadata);
    }

    /// <summary>The values of the route's parameters; null when the function does not listen there.</summary>
    public RouteValueDictionary? Match(string method, string path)
    {
        var values = new RouteValueDictionary();
        return TriggerType == "httpTrigger"
            && (Methods.Count == 0 || Methods.Contains(method, StringComparer.OrdinalIgnoreCase))
            && new TemplateMatcher(TemplateParser.Parse("api/" + Trigger.GetProperty("route").GetString()), []).TryMatch(path, values)
                ? values
                : null;
    }
}
