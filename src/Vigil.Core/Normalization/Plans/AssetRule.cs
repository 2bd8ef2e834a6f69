using Vigil.Core.Enrichment;
using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Targets;
using Vigil.Core.Normalization.Values;

namespace Vigil.Core.Normalization.Plans;

/// <summary>Where names of the affected asset stand.</summary>
internal sealed record AssetRule(AssetKeyKind Kind, ValueSource Source)
{
    /// <summary>Names that one finding may give an asset.</summary>
    public const int MaxKeys = 16;

    public static IReadOnlyList<AssetKey> Collect(IReadOnlyList<AssetRule> rules, Scope scope)
    {
        var keys = new List<AssetKey>();
        foreach (var rule in rules)
        {
            if (!rule.Source.MayGive(scope))
            {
                continue;
            }

            var sink = new TextsSink(scope.State, FindingLimits.Text, MaxKeys);
            rule.Source.Feed(scope, sink);
            foreach (var text in sink.Texts)
            {
                if (KeyOf(rule.Kind, text) is { } key && keys.Count < MaxKeys && !keys.Contains(key))
                {
                    keys.Add(key);
                }
            }
        }

        return keys;
    }

    /// <summary>Products write addresses into host names and the reverse.</summary>
    private static AssetKey? KeyOf(AssetKeyKind kind, string text)
    {
        if (kind is not (AssetKeyKind.Hostname or AssetKeyKind.Ip))
        {
            return new AssetKey(kind, text);
        }

        return NetworkNames.Ip(text) is { } ip ? new AssetKey(AssetKeyKind.Ip, ip)
            : NetworkNames.IsHostname(text) ? new AssetKey(AssetKeyKind.Hostname, text)
            : null;
    }
}
