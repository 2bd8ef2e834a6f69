using System.Text.Json;
using Vigil.Core.Normalization.Conditions;
using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Records;

/// <summary>
/// Where the records of a body are: what the first entry selects that selects anything; lists are taken apart. A text or number there is none, as in
/// <c>"result": "failure"</c> of a row that is the record itself.
/// </summary>
internal sealed class RecordSource(IReadOnlyList<RecordSource.Entry> entries, bool optional)
{
    /// <param name="From">All of what these paths select.</param>
    /// <param name="When">What must hold for the body; null for always.</param>
    /// <param name="Inside">Where in each of what <paramref name="From"/> selects the record is, the first path that selects anything; empty when it is the record.</param>
    internal sealed record Entry(IReadOnlyList<JsonPath> From, Condition? When, IReadOnlyList<JsonPath> Inside);

    /// <summary>At most <paramref name="max"/> + 1 records. False when the body has none where they should be; null and an empty list hold none, rightly.</summary>
    public bool TryCollect(Scope body, int max, List<JsonRef> records)
    {
        foreach (var entry in entries)
        {
            var sink = new Sink(records, max, entry.Inside, body.Current);
            foreach (var path in entry.When?.Holds(body) != false ? entry.From : [])
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

    /// <param name="whole">Is a record whatever it is: one that cannot be mapped is told.</param>
    private sealed class Sink(List<JsonRef> records, int max, IReadOnlyList<JsonPath> inside, JsonRef whole) : NodeSink
    {
        public bool Selected { get; private set; }

        public override bool Take(JsonRef node)
        {
            if (!node.IsArray && !node.IsObject && node != whole)
            {
                return false;
            }

            Selected = true;
            if (!node.IsArray)
            {
                Add(node);
                return records.Count > max;
            }

            for (var child = node.Tree.First(node.Index); child >= 0 && records.Count <= max; child = node.Tree.Next(node.Index, child))
            {
                Add(new JsonRef(node.Tree, child));
            }

            return records.Count > max;
        }

        private void Add(JsonRef element)
        {
            if (inside.Count == 0)
            {
                records.Add(element);
                return;
            }

            var inner = new Sink(records, max, [], element);
            foreach (var path in inside)
            {
                path.SelectFrom(element, inner);
                if (inner.Selected)
                {
                    return;
                }
            }

            // Where it is expected there is nothing: told as a record that cannot be mapped, not lost.
            records.Add(element);
        }
    }
}
