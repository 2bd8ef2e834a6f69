using System.Collections.Frozen;
using Vigil.Core.Intake;
using Vigil.Core.Senders.Compilation;

namespace Vigil.Core.Senders;

/// <summary>The profiles in force: those that ship with Vigil, with overrides on top. Immutable, so that it is swapped as a whole.</summary>
public sealed class ProfileCatalog
{
    private const string ResourcePrefix = "profiles/";
    private static readonly Lazy<ProfileCatalog> s_embedded = new(Load);
    private readonly FrozenDictionary<string, SenderProfile> _profiles;

    private ProfileCatalog(IEnumerable<SenderProfile> profiles) => _profiles = profiles.ToFrozenDictionary(p => p.Name);

    /// <summary>By name.</summary>
    public IEnumerable<SenderProfile> Profiles => _profiles.Values.OrderBy(p => p.Name, StringComparer.Ordinal);

    /// <summary>The profiles that ship with Vigil, compiled at the first call.</summary>
    public static ProfileCatalog LoadEmbedded() => s_embedded.Value;

    public SenderProfile? Find(string name) => _profiles.GetValueOrDefault(name);

    /// <summary>
    /// A catalog in which the profile of this text stands in for the one of its name, or beside the others. Unless <paramref name="allowVerification"/>,
    /// whatever decides who is believed (verification and handshakes) must be that of the profile it stands in for, and a profile of a new name is refused.
    /// </summary>
    /// <exception cref="ProfileException">The text is no profile, or may not be taken; this catalog is as it was.</exception>
    public ProfileCatalog With(string file, string yaml, bool allowVerification) => With(file, yaml, allowVerification, out _);

    internal ProfileCatalog With(string file, string yaml, bool allowVerification, out SenderProfile profile)
    {
        var keys = ProfileParameters.Parse(file, yaml);
        profile = ProfileCompiler.Compile(keys, yaml);
        if ((!allowVerification || Find(profile.Name) is { Verification: InternalScheme }) && Find(profile.Name)?.VerificationDigest != profile.VerificationDigest)
        {
            throw keys.Error("verification", $"'{profile.Name}' brings a verification or handshakes of its own, which Profiles:AllowVerification does not allow");
        }

        var name = profile.Name;
        return new ProfileCatalog(_profiles.Values.Where(p => p.Name != name).Append(profile));
    }

    private static ProfileCatalog Load()
    {
        var assembly = typeof(ProfileCatalog).Assembly;
        return new ProfileCatalog(assembly.GetManifestResourceNames().Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal)).Select(resource =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            return ProfileCompiler.Compile(resource[ResourcePrefix.Length..], reader.ReadToEnd());
        }));
    }
}
