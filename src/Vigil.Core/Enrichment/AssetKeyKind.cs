namespace Vigil.Core.Enrichment;

/// <summary>Kinds of name that an asset is known by.</summary>
public enum AssetKeyKind
{
    Hostname,
    Ip,
    ResourceId,
    Repository,
    Container,
    Pod,
}
