using System.Text.Json;
using Vigil.Core.Normalization.Json;

namespace Vigil.Core.Normalization.Paths;

/// <summary>A compiled path. Missing members, wrong kinds and null select nothing; nothing throws.</summary>
internal sealed class JsonPath(string text, PathOrigin origin, int levels, PathStep[] steps)
{
    /// <summary>Members of which the document that the path begins in must have one: the last name, also joined with those before.</summary>
    private readonly NameSet _names = LastNames(steps);

    /// <summary>Members of which the current document must have one, or the path selects nothing.</summary>
    public NameSet Names => origin == PathOrigin.Current ? _names : NameSet.Always;

    /// <summary>Hands every selected value to the sink; true when the sink wants no more.</summary>
    public bool Select(Scope scope, NodeSink sink) => Start(scope) is { } start && SelectFrom(start, sink);

    /// <summary>Selects below a node, whatever the path's origin.</summary>
    public bool SelectFrom(JsonRef node, NodeSink sink) => node.Tree.MayHave(_names) && Walk(node, 0, sink) == Walked.Stopped;

    public override string ToString() => text;

    private static NameSet LastNames(PathStep[] steps)
    {
        var own = steps.TakeWhile(s => s is not PathStep.Unpack).ToArray();
        var last = Array.FindLastIndex(own, s => s is PathStep.Member);
        if (last < 0)
        {
            return NameSet.Always;
        }

        var names = default(NameSet);
        for (var i = 0; i <= last; i++)
        {
            if (own[i] is PathStep.Member member && last - i < member.Names.Length)
            {
                names.Add(member.Names[last - i].Hash);
            }
        }

        return names;
    }

    private JsonRef? Start(Scope scope) => origin switch
    {
        PathOrigin.Root => scope.Root,
        PathOrigin.Outer => Outer(scope)?.Current,
        _ => scope.Current,
    };

    private Scope? Outer(Scope scope)
    {
        var outer = scope.Around();
        for (var level = 1; level < levels && outer is not null; level++)
        {
            outer = outer.Around();
        }

        return outer;
    }

    private Walked Walk(JsonRef node, int step, NodeSink sink)
    {
        if (node.Node.Has(JsonMarks.Redacted))
        {
            return Walked.Nothing;
        }

        if (step == steps.Length)
        {
            return node.Kind == JsonTokenType.Null ? Walked.Nothing : sink.Take(node) ? Walked.Stopped : Walked.Something;
        }

        return steps[step] switch
        {
            PathStep.Member member => WalkMember(node, member, step, sink),
            PathStep.Element element => WalkElement(node, element.Index, step, sink),
            PathStep.Unpack => node.Tree.Unpack(node.Index) is { } inner ? Walk(new JsonRef(inner, 0), step + 1, sink) : Walked.Nothing,
            PathStep.Filter filter => WalkAll(node, filter, step, sink),
            _ => WalkAll(node, null, step, sink),
        };
    }

    /// <summary>Tries <c>a</c> then <c>b</c>, then the member <c>a.b</c>, and takes the first that leads anywhere.</summary>
    private Walked WalkMember(JsonRef node, PathStep.Member member, int step, NodeSink sink)
    {
        if (!node.IsObject)
        {
            return Walked.Nothing;
        }

        for (var joined = 0; joined < member.Names.Length; joined++)
        {
            var child = node.Tree.Find(node.Index, member.Names[joined]);
            if (child >= 0)
            {
                var walked = Walk(new JsonRef(node.Tree, child), step + joined + 1, sink);
                if (walked != Walked.Nothing)
                {
                    return walked;
                }
            }
        }

        return Walked.Nothing;
    }

    private Walked WalkElement(JsonRef node, int index, int step, NodeSink sink)
    {
        if (!node.IsArray)
        {
            return Walked.Nothing;
        }

        var wanted = index >= 0 ? index : CountElements(node) + index;
        var child = node.Tree.First(node.Index);
        for (var i = 0; i < wanted && child >= 0 && node.Tree.Spend(); i++)
        {
            child = node.Tree.Next(node.Index, child);
        }

        return child < 0 || wanted < 0 ? Walked.Nothing : Walk(new JsonRef(node.Tree, child), step + 1, sink);
    }

    private Walked WalkAll(JsonRef node, PathStep.Filter? filter, int step, NodeSink sink)
    {
        var walked = Walked.Nothing;
        if (!node.Node.IsContainer)
        {
            return walked;
        }

        for (var child = node.Tree.First(node.Index); child >= 0 && node.Tree.Spend(); child = node.Tree.Next(node.Index, child))
        {
            var element = new JsonRef(node.Tree, child);
            if (filter is not null && FilterSink.Matches(filter, element) == filter.Negated)
            {
                continue;
            }

            switch (Walk(element, step + 1, sink))
            {
                case Walked.Stopped:
                    return Walked.Stopped;
                case Walked.Something:
                    walked = Walked.Something;
                    break;
            }
        }

        return walked;
    }

    private static int CountElements(JsonRef node)
    {
        var count = 0;
        for (var child = node.Tree.First(node.Index); child >= 0 && node.Tree.Spend(); child = node.Tree.Next(node.Index, child))
        {
            count++;
        }

        return count;
    }

    private enum Walked
    {
        Nothing,
        Something,
        Stopped,
    }
}
