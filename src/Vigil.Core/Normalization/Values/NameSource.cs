using System.Text;
using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Values;

/// <summary>The name under which the record or element stands, whether as it is or in a list: <c>removedIssues</c>, the key of a map.</summary>
internal sealed class NameSource() : ValueSource(NameSet.Always)
{
    /// <summary>How profiles write it.</summary>
    public const string Text = "@";

    protected override bool Give(Scope scope, ValueSink sink)
    {
        var tree = scope.Current.Tree;
        var index = scope.Current.Index;
        while (tree[index].NameLength < 0 && tree[index].Parent >= 0)
        {
            index = tree[index].Parent;
        }

        return tree[index].NameLength > 0
            && sink.Take(new MappedValue(null, Encoding.UTF8.GetString(tree.Name(index))));
    }
}
