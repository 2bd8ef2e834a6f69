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

    /// <summary>False when it is refused.</summary>
    public bool TryAdd(SenderFile file)
    {
        try
        {
            if (file.Name == SenderFiles.Instances)
            {
                _instances = InstanceFile.Read(file, intake, _profiles.Find);
            }
            else
            {
                AddProfile(file);
            }

            return true;
        }
        catch (ProfileException e)
        {
            _refused.Add(new SenderRefusal(file.Name, e.Line, e.Problem));
            return false;
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
