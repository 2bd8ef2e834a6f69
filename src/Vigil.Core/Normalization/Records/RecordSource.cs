using System.Text.Json;
using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Records;

/// <summary>Where the records of a body are: what the paths of the first group select that select anything; lists are taken apart.</summary>
internal sealed class RecordSource(IReadOnlyList<IReadOnlyList<JsonPath>> groups, bool optional)
{
    /// <summary>At most <paramref name="max"/> + 1 records. False when the body has none where they should be; null and an empty list hold none, rightly.</summary>
    public bool TryCollect(Scope body, int max, List<JsonRef> records)
    {
        var sink = new Sink(records, max);
        foreach (var group in groups)
        {
            foreach (var path in group)
            {
                path.Select(body, sink);
            }

            if (sink.Selected)
            {
                return true;
            }
        }

        return optional || body.Current.Kind == JsonTokenType.Null;
    }

    private sealed class Sink(List<JsonRef> records, int max) : NodeSink
    {
        public bool Selected { get; private set; }

        public override bool Take(JsonRef node)
        {
            Selected = true;
            if (!node.IsArray)
            {
                records.Add(node);
                return records.Count > max;
            }

            for (var child = node.Tree.First(node.Index); child >= 0 && records.Count <= max; child = node.Tree.Next(node.Index, child))
            {
                records.Add(new JsonRef(node.Tree, child));
            }

            return records.Count > max;
        }
    }
}
