using Vigil.Core.Enrichment;
using Vigil.Core.Normalization.Conditions;
using Vigil.Core.Normalization.Plans;
using Vigil.Core.Normalization.Targets;
using Vigil.Core.Normalization.Values;
using Vigil.Core.Senders.Yaml;

namespace Vigil.Core.Senders.Compilation;

/// <summary>One entry of <c>findings</c>.</summary>
internal sealed class FindingCompiler(ValueCompiler values, ProductName product)
{
    private static readonly Dictionary<string, AssetKeyKind> s_assetKinds = new()
    {
        ["host"] = AssetKeyKind.Hostname,
        ["ip"] = AssetKeyKind.Ip,
        ["resource"] = AssetKeyKind.ResourceId,
        ["repository"] = AssetKeyKind.Repository,
        ["container"] = AssetKeyKind.Container,
        ["pod"] = AssetKeyKind.Pod,
    };

    public FindingPlan Compile(ProfileParameters keys)
    {
        var time = Value(keys, "time");
        var plan = new FindingPlan
        {
            Name = keys.RequireString("name"),
            Product = product,
            Events = keys.Strings("event"),
            When = When(keys),
            Required = [.. values.Paths(keys.Find("require")).Select(p => new PathSource(p))],
            Id = Value(keys, "id")?.Source,
            Start = Value(keys, "start")?.Source,
            Group = Value(keys, "group")?.Source,
            Time = time?.Source,
            TimeFormats = time?.Formats,
            Updated = Value(keys, "updated")?.Source,
            Activity = Captions(keys, "activity", "detection_finding.activity_id"),
            Severity = Captions(keys, "severity", "detection_finding.severity_id"),
            Confidence = Value(keys, "confidence")?.Source,
            Attack = Value(keys, "attack")?.Source,
            Assets = [.. keys.Sections("assets").Select(Asset)],
            Observables = [.. Observables(keys.Section("observables"))],
            Finding = Finding(keys),
        };
        keys.RejectUnknown();
        return plan;
    }

    private ObjectPlan Finding(ProfileParameters keys)
    {
        PlanStep[] copy = keys.String("ocsf") is { } path
            ? [new CopyStep(values.Path(path, keys.Line), ReservedAttributes.Restated, ReservedAttributes.LeftByCopy)]
            : [];
        var mapping = keys.Section("finding")?.Node ?? new YamlNode.Mapping(keys.Line, []);
        if (copy.Length == 0 && !mapping.Entries.Any(e => e.Key.Value is "finding_info.title" or "finding_info"))
        {
            throw new ProfileException(keys.File, keys.Line, "'finding' must set finding_info.title");
        }

        return new TargetCompiler(values).Compile(OcsfShape.Finding, mapping, copy);
    }

    private Condition? When(ProfileParameters keys) => keys.Section("when") is { } when ? new ConditionCompiler(values).Compile(when) : null;

    private CompiledValue? Value(ProfileParameters keys, string name) => keys.Find(name) is { } node ? values.Compile(node) : null;

    private ValueSource? Captions(ProfileParameters keys, string name, string enumeration)
    {
        if (Value(keys, name) is not { } value)
        {
            return null;
        }

        ConstantCheck.Check(keys.File, value, enumeration);
        return value.Source;
    }

    private AssetRule Asset(ProfileParameters keys)
    {
        var (key, node) = keys.Node.Entries is [var only] ? only
            : throw new ProfileException(keys.File, keys.Line, "an asset has exactly one key: its kind");
        return s_assetKinds.TryGetValue(key.Value, out var kind)
            ? new AssetRule(kind, values.Compile(node).Source)
            : throw new ProfileException(
                keys.File, key.Line, $"unknown kind of asset '{key.Value}': {string.Join(", ", s_assetKinds.Keys)}{NearestName.Hint(key.Value, s_assetKinds.Keys)}");
    }

    private IEnumerable<ObservableRule> Observables(ProfileParameters? keys)
    {
        foreach (var (key, node) in keys?.Node.Entries ?? [])
        {
            yield return ObservableTypes.ByName.TryGetValue(key.Value, out var type)
                ? new ObservableRule(type, values.Compile(node).Source)
                : throw new ProfileException(values.File, key.Line, $"unknown type of observable '{key.Value}'{NearestName.Hint(key.Value, ObservableTypes.ByName.Keys)}");
        }
    }
}
