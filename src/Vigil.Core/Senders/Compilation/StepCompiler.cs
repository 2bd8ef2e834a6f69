using System.Collections.Frozen;
using System.Globalization;
using Vigil.Core.Normalization.Values;
using Vigil.Core.Senders.Yaml;

namespace Vigil.Core.Senders.Compilation;

/// <summary>What happens to a value on its way, always in this order: <c>split</c>, <c>trim</c>, <c>regex</c> (<c>as</c>), <c>map</c>, <c>bands</c>, <c>case</c>.</summary>
/// <param name="constants">Collects the texts that steps put in place of others.</param>
internal sealed class StepCompiler(ProfileParameters keys, List<(string Text, int Line)> constants)
{
    public ValueStep[] Compile()
    {
        var steps = new List<ValueStep>();
        if (keys.String("split") is { Length: > 0 } separator)
        {
            steps.Add(new SplitStep(separator));
        }

        if (keys.String("trim") is { } characters)
        {
            steps.Add(new TrimStep(characters is "true" ? [] : characters.ToCharArray()));
        }

        AddRegex(steps);
        AddMap(steps);
        AddBands(steps);
        if (keys.Has("case"))
        {
            steps.Add(new CaseStep(keys.Choice("case", "lower", "upper") == "lower" ? TextCase.Lower : TextCase.Upper));
        }

        return [.. steps];
    }

    private void AddRegex(List<ValueStep> steps)
    {
        var replacement = keys.String("as");
        if (keys.Has("regex"))
        {
            steps.Add(new RegexStep(RegexCompiler.Compile(keys, "regex"), replacement));
        }
        else if (replacement is not null)
        {
            throw keys.Error("as", "'as' goes with 'regex'");
        }
    }

    private void AddMap(List<ValueStep> steps)
    {
        if (keys.Section("map") is not { } section)
        {
            return;
        }

        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, node) in section.Node.Entries)
        {
            if (!map.TryAdd(key.Value, Label(node)))
            {
                throw new ProfileException(keys.File, key.Line, $"'{key.Value}' stands twice: case does not matter in 'map'");
            }
        }

        var otherwise = keys.String("default")?.TrimStart('=');
        steps.Add(new MapStep(map.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase), otherwise));
    }

    private void AddBands(List<ValueStep> steps)
    {
        if (keys.Section("bands") is not { } section)
        {
            return;
        }

        var bands = new List<(double From, string Label)>();
        foreach (var (key, node) in section.Node.Entries)
        {
            if (!double.TryParse(key.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var from))
            {
                throw new ProfileException(keys.File, key.Line, $"'{key.Value}' in 'bands' is no number: write the lowest value of each band");
            }

            bands.Add((from, Label(node)));
        }

        steps.Add(new BandsStep([.. bands.OrderByDescending(b => b.From)]));
    }

    private string Label(YamlNode node)
    {
        if (node is not YamlNode.Scalar scalar)
        {
            throw new ProfileException(keys.File, node.Line, $"expected a text, found {node.Kind}");
        }

        var text = scalar.Value.TrimStart('=');
        constants.Add((text, scalar.Line));
        return text;
    }
}
