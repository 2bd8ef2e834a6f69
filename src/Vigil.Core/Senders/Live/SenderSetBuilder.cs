using System.Collections.Frozen;
using Vigil.Core.Intake;

namespace Vigil.Core.Senders.Live;

/// <summary>Puts files of the reference data on top of what ships. What is refused leaves the rest as it is.</summary>
internal sealed class SenderSetBuilder(IntakeOptions intake, bool allowVerification)
{
    private readonly List<string> _overrides = [];
    private readonly List<SenderRefusal> _refused = [];
    private ProfileCatalog _profiles = ProfileCatalog.LoadEmbedded();
    private FrozenDictionary<string, SenderInstance> _instances = FrozenDictionary<string, SenderInstance>.Empty;

    public SenderSet Build() => new(_profiles, [.. _overrides], _instances, [.. _refused]);

    /// <summary>Adds a file, or the version before it where it is refused; what came into force, or null.</summary>
    public SenderFile? Add(SenderFile file, SenderFile? before = null)
    {
        if (TryAdd(file) is not { } problem)
        {
            return file;
        }

        var kept = before is not null && TryAdd(before) is null ? before : null;
        var meanwhile = kept is not null ? "the version before stays in force" : IsShipped(file.Name) ? "the shipped profile is in force" : "nothing of it is in force";
        _refused.Add(new SenderRefusal(file.Name, problem.Line, problem.Problem, meanwhile));
        return kept;
    }

    private static bool IsShipped(string file) => ProfileCatalog.LoadEmbedded().Profiles.Any(p => SenderFiles.NameOf(p.Name) == file);

    /// <summary>Null when it is taken.</summary>
    private ProfileException? TryAdd(SenderFile file)
    {
        try
        {
            if (file.Name == SenderFiles.Instances)
            {
                _instances = InstanceFile.Read(file, intake, _profiles.Find, allowVerification);
            }
            else
            {
                AddProfile(file);
            }

            return null;
        }
        catch (ProfileException e)
        {
            return e;
        }
    }

    private void AddProfile(SenderFile file)
    {
        var profiles = _profiles.With(file.Name, file.Text, allowVerification, out var profile);
        if (file.Name != SenderFiles.NameOf(profile.Name))
        {
            throw new ProfileException(file.Name, 1, $"the profile '{profile.Name}' belongs into {SenderFiles.NameOf(profile.Name)}");
        }

        if (ProfileExamples.Run(profile) is [var difference, ..])
        {
            throw new ProfileException(
                file.Name, difference.Line, $"example '{difference.Example}': {difference.What}: expected '{difference.Expected}', got '{difference.Actual}'");
        }

        _profiles = profiles;
        _overrides.Add(profile.Name);
    }
}
