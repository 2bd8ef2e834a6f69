using Vigil.Core.Enrichment.Assets;
using Vigil.Core.Ocsf;
using OcsfEnrichment = Vigil.Core.Ocsf.Enrichment;

namespace Vigil.Core.Enrichment.Findings;

/// <summary>Writes into a finding what the inventory knows of its asset.</summary>
internal static class AssetContext
{
    public const string EnrichmentName = "vigil.asset";

    private const int RoleAffected = 3;

    public static void Write(DetectionFinding finding, AssetMatch match, string version)
    {
        if (match.Kind == AssetMatchKind.None)
        {
            return;
        }

        (finding.Enrichments ??= []).Add(new OcsfEnrichment
        {
            Name = EnrichmentName,
            Value = match.Key.Value,
            Type = "asset",
            Provider = $"assets {version}",
            ShortDesc = match.Asset is null
                ? $"{match.Candidates} assets share this {AssetKeyText.NameOf(match.Key.Kind)}; none is taken"
                : $"Matched by {match.MatchedBy}",
            Data = RawJson.Of(Describe(match), FindingContextJson.Default.AssetContextData),
        });
        if (match.Asset is { } asset)
        {
            WriteResource(finding.Resources ??= [], asset, match.Key.Value);
        }
    }

    private static AssetContextData Describe(AssetMatch match) => new(
        match.Asset?.Id,
        match.Asset?.Name,
        match.Asset?.Owner,
        match.Asset?.Team,
        match.Asset?.Environment,
        match.Asset is { } asset ? AssetWords.Of(asset.Criticality) : null,
        match.Asset is { } exposed ? AssetWords.Of(exposed.Exposure) : null,
        match.Asset is { Tags.Count: > 0 } tagged ? tagged.Tags : null,
        match.MatchedBy,
        match.Candidates);

    /// <summary>The resource that the sender named by the same key gets the context, so that one thing does not stand there twice.</summary>
    private static void WriteResource(List<Resource> resources, Asset asset, string key)
    {
        var resource = resources.Find(r => Is(r.Uid, key) || Is(r.Name, key) || Is(r.Hostname, key) || Is(r.Ip, key));
        if (resource is null)
        {
            resource = new Resource { Uid = asset.Id, Name = asset.Name, RoleId = RoleAffected, Role = "Affected" };
            resources.Insert(0, resource);
        }

        resource.Criticality = AssetWords.Of(asset.Criticality);
        resource.Owner = asset.Owner is { } owner ? new User { Name = owner } : resource.Owner;
        resource.Group = asset.Team is { } team ? new Group { Name = team } : resource.Group;
        resource.Labels = asset.Tags.Count > 0 ? [.. (resource.Labels ?? []).Union(asset.Tags)] : resource.Labels;
    }

    private static bool Is(string? name, string key) => string.Equals(name, key, StringComparison.OrdinalIgnoreCase);
}
