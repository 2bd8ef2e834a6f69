using Vigil.Core.Normalization.Json;

namespace Vigil.Core.Normalization.Paths;

/// <summary>Looks whether one of the values that a filter's path selects is one of those it wants, ignoring case.</summary>
internal sealed class FilterSink(string[] wanted) : NodeSink
{
    private const int MaxCompared = 256;

    public static bool Matches(PathStep.Filter filter, JsonRef element) => filter.Path.SelectFrom(element, new FilterSink(filter.Values));

    public override bool Take(JsonRef node)
    {
        if (wanted.Length == 0)
        {
            return true;
        }

        if (node.Node.IsContainer)
        {
            return false;
        }

        var truncated = false;
        var text = node.Text(MaxCompared, ref truncated);
        return wanted.Contains(text, StringComparer.OrdinalIgnoreCase);
    }
}
