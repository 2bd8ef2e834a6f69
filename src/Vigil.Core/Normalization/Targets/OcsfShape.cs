using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization.Targets;

/// <summary>One OCSF object: its attributes, how it begins, and whether it may stay as it is.</summary>
internal sealed class OcsfShape
{
    private static readonly ConcurrentDictionary<Type, OcsfShape> s_shapes = new();
    private readonly ObjectRule _rule;
    private readonly Lazy<OcsfAttribute[]> _leadingToObservables;

    private OcsfShape(Type type)
    {
        Name = JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name);
        _rule = ObjectRules.Of(type);
        _leadingToObservables = new(() => [.. Attributes!.Values.Where(a => a.Observable is not null || a.Shape is not null)]);
        Attributes = OcsfJson.Default.GetTypeInfo(type)!.Properties.Select(p => new OcsfAttribute(Name, p)).ToFrozenDictionary(a => a.Name);
        foreach (var attribute in Attributes.Values.Where(a => a is { Enum: not null, Kind: AttributeKind.Enum or AttributeKind.Enums }))
        {
            attribute.Pair(Attributes[attribute.Enum!.Sibling]);
        }
    }

    /// <summary>As in <c>network_endpoint</c>.</summary>
    public string Name { get; }

    public FrozenDictionary<string, OcsfAttribute> Attributes { get; }

    /// <summary>The attributes that are observables, or objects that may hold some.</summary>
    public OcsfAttribute[] LeadingToObservables => _leadingToObservables.Value;

    public static OcsfShape Finding => Of(typeof(DetectionFinding));

    public static OcsfShape Of(Type type) => s_shapes.GetOrAdd(type, t => new OcsfShape(t));

    public object Create() => _rule.Create();

    /// <summary>Puts what is filled in into the order that OCSF wants; false when too little is there for the object to stay.</summary>
    public bool Complete(object target) => _rule.Complete(target);
}
