using Vigil.Core.Enrichment.Assets;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Enrichment.Findings;

/// <summary>What a finding is about: the key that correlation uses and the name that a person sees.</summary>
internal readonly record struct PrimarySubject(string? Key, string? Name)
{
    /// <summary>Longest key and name, in characters: they travel in metadata. A longer key ends in its hash.</summary>
    public const int MaxLength = 256;

    private const int KeptLength = MaxLength - DeterministicId.Length - 1;

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
            return new PrimarySubject(Bounded($"asset:{asset.Id}"), Cut(asset.Name));
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

    /// <summary>The text, or its start and its hash when it is longer than <see cref="MaxLength"/>: still as distinct as before.</summary>
    public static string Bounded(string text) =>
        text.Length <= MaxLength ? text : $"{Cut(text, KeptLength)}~{DeterministicId.Of(text)}";

    private static PrimarySubject Named(string kind, string value)
    {
        var name = kind == "hostname" ? value.Trim().TrimEnd('.') : value.Trim();
        return new PrimarySubject(Bounded($"{kind}:{name.ToLowerInvariant()}"), Cut(name));
    }

    private static string Cut(string text) => Cut(text, MaxLength);

    /// <summary>Never ends in half a surrogate pair, which would be no text.</summary>
    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
