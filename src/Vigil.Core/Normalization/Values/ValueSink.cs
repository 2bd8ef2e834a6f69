using System.Text.Json;
using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Values;

/// <summary>Takes values one after the other until it has enough. Lists are taken element by element; null, empty texts and (unless wanted whole) objects never reach it.</summary>
internal abstract class ValueSink(RecordState state) : NodeSink
{
    private const int LongestEmptyText = 64;

    protected RecordState State => state;

    /// <summary>True when lists and objects are wanted as they are.</summary>
    public virtual bool TakesWhole => false;

    /// <summary>True when no more is wanted.</summary>
    public abstract bool Take(in MappedValue value);

    public sealed override bool Take(JsonRef node)
    {
        if (node.Node.Has(JsonMarks.Redacted))
        {
            return false;
        }

        return node.Kind switch
        {
            JsonTokenType.Null => false,
            JsonTokenType.String => !IsEmpty(node) && Take(new MappedValue(node, null)),
            _ when TakesWhole => Take(new MappedValue(node, null)),
            JsonTokenType.StartArray => TakeElements(node),
            JsonTokenType.StartObject => false,
            _ => Take(new MappedValue(node, null)),
        };
    }

    private bool TakeElements(JsonRef list)
    {
        for (var child = list.Tree.First(list.Index); child >= 0 && list.Tree.Spend(); child = list.Tree.Next(list.Index, child))
        {
            if (Take(new JsonRef(list.Tree, child)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsEmptyDecoded(ReadOnlySpan<byte> raw)
    {
        Span<byte> decoded = stackalloc byte[LongestEmptyText];
        return state.Empties.Contains(decoded[..JsonEscapes.Decode(raw, decoded)]);
    }

    private bool IsEmpty(JsonRef node)
    {
        var raw = node.Raw;
        return node.Node.Has(JsonMarks.Escaped) && raw.Length <= LongestEmptyText
            ? IsEmptyDecoded(raw)
            : state.Empties.Contains(raw);
    }
}
