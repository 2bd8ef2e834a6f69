using Vigil.Core.Enrichment.Assets;
using Vigil.Core.Normalization;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Enrichment.Findings;

/// <summary>What a finding is about: the key that correlation uses and the name that a person sees.</summary>
internal readonly record struct PrimarySubject(string? Key, string? Name)
{
    /// <summary>Longest key and name, in characters: they travel in metadata.</summary>
    public const int MaxLength = 256;

    /// <summary>OCSF observable type_ids, the strongest first, and what they are called in a key.</summary>
    private static readonly (int TypeId, string Kind)[] s_observables =
    [
        (10, "resource-id"), (1, "hostname"), (2, "ip"), (4, "user"), (21, "user"), (5, "email"),
        (8, "hash"), (30, "hash"), (6, "url"), (45, "file"), (7, "file"), (9, "process"),
    ];

    public static PrimarySubject Of(AssetMatch match, IReadOnlyList<AssetKey> keys, IReadOnlyList<Observable> observables)
    {
        if (match is { Kind: AssetMatchKind.Unique, Asset: { } asset })
        {
            return new PrimarySubject(BoundedText.Key($"asset:{asset.Id}", MaxLength), BoundedText.Cut(asset.Name, MaxLength));
        }

        foreach (var key in keys)
        {
            if (!string.IsNullOrWhiteSpace(key.Value))
            {
                return Named(AssetKeyText.NameOf(key.Kind), key.Value);
            }
        }

        foreach (var (typeId, kind) in s_observables)
        {
            if (observables.FirstOrDefault(o => o.TypeId == typeId && !string.IsNullOrWhiteSpace(o.Value)) is { } observable)
            {
                return Named(kind, observable.Value!);
            }
        }

        return default;
    }

    /// <summary>The same, but grouped with all that belongs to the same.</summary>
    public PrimarySubject In(string? group) => group is null ? this : this with { Key = BoundedText.Key($"group:{group}", MaxLength) };

    private static PrimarySubject Named(string kind, string value)
    {
        var name = kind == "hostname" ? value.Trim().TrimEnd('.') : value.Trim();
        return new PrimarySubject(BoundedText.Key($"{kind}:{name.ToLowerInvariant()}", MaxLength), BoundedText.Cut(name, MaxLength));
    }
}
