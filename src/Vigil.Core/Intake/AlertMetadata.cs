using System.Globalization;

namespace Vigil.Core.Intake;

/// <summary>What is stored beside an alert's raw bytes: how it came, never what is in it.</summary>
/// <param name="ProfileVersion">Digest of the profile that verified it.</param>
/// <param name="Scheme">Verification scheme that it passed.</param>
/// <param name="SecretVersion">Version of the secret that matched.</param>
/// <param name="Digest">SHA-256 of the raw bytes, lower-case hex.</param>
/// <param name="PossibleReplay">Seen before under a scheme without a timestamp: never opens an incident by itself.</param>
/// <param name="Headers">The request headers that the profile names, by lower-case name.</param>
public sealed record AlertMetadata(
    string Instance,
    string Tenant,
    string Profile,
    string ProfileVersion,
    string Scheme,
    string SecretVersion,
    DateTimeOffset ReceivedAt,
    string Digest,
    bool PossibleReplay,
    string? TraceParent,
    IReadOnlyDictionary<string, string> Headers)
{
    private const string HeaderPrefix = "header_";

    public IReadOnlyDictionary<string, string> ToBlobMetadata()
    {
        var metadata = new Dictionary<string, string>(12 + Headers.Count)
        {
            ["instance"] = Instance,
            ["tenant"] = Uri.EscapeDataString(Tenant),
            ["profile"] = Profile,
            ["profile_version"] = ProfileVersion,
            ["scheme"] = Scheme,
            ["secret_version"] = Uri.EscapeDataString(SecretVersion),
            ["received"] = ReceivedAt.ToString("O", CultureInfo.InvariantCulture),
            ["digest"] = Digest,
        };
        if (PossibleReplay)
        {
            metadata["possible_replay"] = "true";
        }

        if (TraceParent is not null)
        {
            metadata["traceparent"] = TraceParent;
        }

        foreach (var (name, value) in Headers)
        {
            metadata[HeaderPrefix + name.Replace('-', '_')] = Uri.EscapeDataString(value);
        }

        return metadata;
    }

    public static AlertMetadata FromBlobMetadata(IReadOnlyDictionary<string, string> metadata) => new(
        metadata["instance"],
        Uri.UnescapeDataString(metadata["tenant"]),
        metadata["profile"],
        metadata["profile_version"],
        metadata["scheme"],
        Uri.UnescapeDataString(metadata["secret_version"]),
        DateTimeOffset.ParseExact(metadata["received"], "O", CultureInfo.InvariantCulture),
        metadata["digest"],
        metadata.ContainsKey("possible_replay"),
        metadata.GetValueOrDefault("traceparent"),
        metadata.Where(m => m.Key.StartsWith(HeaderPrefix, StringComparison.Ordinal)).ToDictionary(
            m => m.Key[HeaderPrefix.Length..].Replace('_', '-'), m => Uri.UnescapeDataString(m.Value), StringComparer.OrdinalIgnoreCase));
}
