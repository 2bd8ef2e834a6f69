using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Vigil.Core.Normalization.Targets;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization.Plans;

/// <summary>Finds the observables that a finding's own attributes hold: whatever a profile maps to a host, address, hash, … is one without a further word.</summary>
internal readonly ref struct ObservableWalk
{
    private static readonly OcsfAttribute[] s_roots =
        [.. ((string[])["evidences", "resources", "device", "malware", "vulnerabilities"]).Select(name => OcsfShape.Finding.Attributes[name])];

    private static readonly string[] s_processNames = ["name", "cmd_line", "path"];
    private readonly ObservableList _into;
    private readonly StringBuilder _path = new(64);

    private ObservableWalk(ObservableList into) => _into = into;

    public static void Collect(DetectionFinding finding, ObservableList into)
    {
        var walk = new ObservableWalk(into);
        foreach (var root in s_roots)
        {
            walk.Visit(finding, root);
        }

        for (var i = 0; i < finding.Evidences?.Count; i++)
        {
            if (finding.Evidences[i].Data is { } data && data.Utf8.Span.IndexOf("\"process\""u8) >= 0)
            {
                CollectMovedProcess(data.Parse(), string.Create(CultureInfo.InvariantCulture, $"evidences[{i}].data"), "process", into);
            }
        }
    }

    /// <summary>A process without pid is kept as data (<see cref="ProcessRules"/>); what it and its parents are known by is observable all the same.</summary>
    private static void CollectMovedProcess(JsonElement owner, string path, string member, ObservableList into)
    {
        if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty(member, out var process) || process.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var name in s_processNames)
        {
            if (process.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
            {
                into.Add($"{path}.{member}.{name}", ObservableTypes.Of("process", name)!.Value, value.GetString()!);
            }
        }

        CollectMovedProcess(process, $"{path}.{member}", "parent_process", into);
    }

    private void Visit(object owner, OcsfAttribute attribute)
    {
        if (attribute.Get(owner) is not { } value)
        {
            return;
        }

        var length = _path.Length;
        _path.Append(attribute.Name);
        switch (value)
        {
            case string text when owner is Ocsf.File file && file.Hashes?.Any(hash => hash.Value == text) == true:
                // The name of a file that is known by its hash alone: no name to look for.
                break;
            case string text:
                _into.Add(_path, attribute.Observable!.Value, text);
                break;
            case IList list:
                VisitList(list, attribute);
                break;
            default:
                VisitOne(value, attribute);
                break;
        }

        _path.Length = length;
    }

    private void VisitList(IList list, OcsfAttribute attribute)
    {
        var length = _path.Length;
        for (var i = 0; i < list.Count; i++)
        {
            _path.Append(CultureInfo.InvariantCulture, $"[{i}]");
            VisitOne(list[i]!, attribute);
            _path.Length = length;
        }
    }

    private void VisitOne(object value, OcsfAttribute attribute)
    {
        if (attribute.Shape is { } shape)
        {
            _path.Append('.');
            foreach (var inner in shape.LeadingToObservables)
            {
                Visit(value, inner);
            }
        }
        else if (Convert.ToString(value, CultureInfo.InvariantCulture) is { } text)
        {
            _into.Add(_path, attribute.Observable!.Value, text);
        }
    }
}
