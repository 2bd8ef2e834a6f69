using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;

namespace Vigil.Core.Normalization.Records;

/// <summary>Takes values out of a record before anything can read, hash or keep them.</summary>
internal sealed class RedactSink : NodeSink
{
    public static void Redact(IReadOnlyList<JsonPath> paths, Scope scope)
    {
        foreach (var path in paths)
        {
            path.Select(scope, new RedactSink());
        }
    }

    public override bool Take(JsonRef node)
    {
        node.Tree.Redact(node.Index);
        return false;
    }
}
