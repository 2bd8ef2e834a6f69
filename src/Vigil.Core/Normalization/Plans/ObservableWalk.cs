using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Vigil.Core.Normalization.Targets;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization.Plans;

/// <summary>Finds the observables that a finding's own attributes hold: whatever a profile maps to a host, address, hash, … is one without a further word.</summary>
internal static class ObservableWalk
{
    private static readonly string[] s_roots = ["evidences", "resources", "device", "malware", "vulnerabilities"];
    private static readonly string[] s_processNames = ["name", "cmd_line", "path"];
    private static readonly ConcurrentDictionary<OcsfShape, OcsfAttribute[]> s_relevant = new();

    public static void Collect(DetectionFinding finding, ObservableList into)
    {
        foreach (var root in s_roots)
        {
            Visit(finding, OcsfShape.Finding.Attributes[root], "", into);
        }

        for (var i = 0; i < finding.Evidences?.Count; i++)
        {
            if (finding.Evidences[i].Data is { } data)
            {
                CollectMovedProcess(data, string.Create(CultureInfo.InvariantCulture, $"evidences[{i}].data"), into);
            }
        }
    }

    /// <summary>A process without pid is kept as data (<see cref="ProcessRules"/>); what it is known by is observable all the same.</summary>
    private static void CollectMovedProcess(JsonElement data, string path, ObservableList into)
    {
        if (data.ValueKind != JsonValueKind.Object || !data.TryGetProperty("process", out var process) || process.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var name in s_processNames)
        {
            if (process.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
            {
                into.Add($"{path}.process.{name}", ObservableTypes.Of("process", name)!.Value, value.GetString()!);
            }
        }
    }

    private static void Visit(object owner, OcsfAttribute attribute, string prefix, ObservableList into)
    {
        if (attribute.Get(owner) is not { } value)
        {
            return;
        }

        switch (value)
        {
            case string text:
                into.Add(prefix + attribute.Name, attribute.Observable!.Value, text);
                break;
            case IList list:
                VisitList(list, attribute, prefix, into);
                break;
            default:
                VisitOne(value, attribute, prefix + attribute.Name, into);
                break;
        }
    }

    private static void VisitList(IList list, OcsfAttribute attribute, string prefix, ObservableList into)
    {
        for (var i = 0; i < list.Count; i++)
        {
            VisitOne(list[i]!, attribute, string.Create(CultureInfo.InvariantCulture, $"{prefix}{attribute.Name}[{i}]"), into);
        }
    }

    private static void VisitOne(object value, OcsfAttribute attribute, string path, ObservableList into)
    {
        if (attribute.Shape is { } shape)
        {
            foreach (var inner in Relevant(shape))
            {
                Visit(value, inner, path + ".", into);
            }
        }
        else if (Convert.ToString(value, CultureInfo.InvariantCulture) is { } text)
        {
            into.Add(path, attribute.Observable!.Value, text);
        }
    }

    /// <summary>The attributes that are observables or lead to some.</summary>
    private static OcsfAttribute[] Relevant(OcsfShape shape) =>
        s_relevant.GetOrAdd(shape, s => [.. s.Attributes.Values.Where(a => a.Observable is not null || a.Shape is not null)]);
}
