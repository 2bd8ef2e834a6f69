namespace Vigil.Core.Enrichment.Assets.Import;

/// <summary>What an inventory can say of an asset.</summary>
internal enum AssetField
{
    Unknown,
    Id,
    Name,
    Owner,
    Team,
    Environment,
    Criticality,
    Exposure,
    Hostnames,
    Ips,
    Cidrs,
    ResourceIds,
    Repositories,
    Containers,
    Pods,
    Tags,
}

/// <summary>Names of the fields, the same as CSV columns and JSON members: case, blanks and hyphens do not matter, nor does a singular.</summary>
internal static class AssetFields
{
    private static readonly Dictionary<string, AssetField> s_names = new(StringComparer.Ordinal)
    {
        ["id"] = AssetField.Id,
        ["name"] = AssetField.Name,
        ["owner"] = AssetField.Owner,
        ["team"] = AssetField.Team,
        ["environment"] = AssetField.Environment,
        ["env"] = AssetField.Environment,
        ["criticality"] = AssetField.Criticality,
        ["exposure"] = AssetField.Exposure,
        ["hostname"] = AssetField.Hostnames,
        ["hostnames"] = AssetField.Hostnames,
        ["fqdn"] = AssetField.Hostnames,
        ["fqdns"] = AssetField.Hostnames,
        ["ip"] = AssetField.Ips,
        ["ips"] = AssetField.Ips,
        ["cidr"] = AssetField.Cidrs,
        ["cidrs"] = AssetField.Cidrs,
        ["resource_id"] = AssetField.ResourceIds,
        ["resource_ids"] = AssetField.ResourceIds,
        ["repository"] = AssetField.Repositories,
        ["repositories"] = AssetField.Repositories,
        ["container"] = AssetField.Containers,
        ["containers"] = AssetField.Containers,
        ["pod"] = AssetField.Pods,
        ["pods"] = AssetField.Pods,
        ["tag"] = AssetField.Tags,
        ["tags"] = AssetField.Tags,
    };

    public static AssetField Find(string name) =>
        s_names.GetValueOrDefault(name.Trim().ToLowerInvariant().Replace('-', '_').Replace(' ', '_'));

    public static bool IsList(AssetField field) => field >= AssetField.Hostnames;
}
