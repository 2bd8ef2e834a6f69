using System.Collections.Frozen;
using System.Globalization;
using Vigil.Core.Intake;
using Vigil.Core.Senders.Yaml;

namespace Vigil.Core.Senders.Live;

/// <summary>
/// Instances beside those of the configuration, under the same rules:
/// <code>
/// instances: [{name: github-emea, profile: github, tenant: emea, labels: {team: soc}, ratePerSecond: 50, burst: 100,
///   trust: {audience: …, entraTenant: …, topics: […], sources: […], secretInUrl: true}}]
/// </code>
/// <c>trust</c> decides who is believed, and so needs <c>Profiles:AllowVerification</c>.
/// </summary>
internal static class InstanceFile
{
    /// <exception cref="ProfileException">The first thing that is wrong.</exception>
    public static FrozenDictionary<string, SenderInstance> Read(SenderFile file, IntakeOptions intake, ProfileLookup profiles, bool allowVerification)
    {
        var keys = ProfileParameters.Parse(file.Name, file.Text);
        var validator = new IntakeOptionsValidator(profiles);
        var all = new IntakeOptions { Instances = [.. intake.Instances] };
        foreach (var section in keys.Sections("instances"))
        {
            if (section.Has("trust") && !allowVerification)
            {
                throw section.Error("trust", "'trust' decides who is believed, which Profiles:AllowVerification does not allow");
            }

            all.Instances.Add(Read(section));
            if (validator.Validate(null, all) is { Failed: true } result)
            {
                throw new ProfileException(file.Name, section.Line, result.Failures!.First());
            }
        }

        keys.RejectUnknown();
        return all.Instances.Skip(intake.Instances.Count).Select(SenderInstance.Of).ToFrozenDictionary(i => i.Name);
    }

    private static InstanceOptions Read(ProfileParameters keys)
    {
        var instance = new InstanceOptions
        {
            Name = keys.RequireString("name"),
            Profile = keys.String("profile"),
            Tenant = keys.String("tenant", SenderInstance.DefaultTenant)!,
            Labels = Labels(keys),
            Limits = new InstanceLimits { RatePerSecond = Number(keys, "ratePerSecond"), Burst = keys.Has("burst") ? keys.Int("burst", 0, 1) : null },
            Trust = keys.Section("trust") is { } trust ? Trust(trust) : new InstanceTrust(),
        };
        keys.RejectUnknown();
        return instance;
    }

    private static InstanceTrust Trust(ProfileParameters keys)
    {
        var trust = new InstanceTrust
        {
            Audience = keys.String("audience"),
            EntraTenant = keys.String("entraTenant"),
            Topics = [.. keys.Strings("topics")],
            Sources = [.. keys.Strings("sources")],
            SecretInUrl = keys.Bool("secretInUrl"),
        };
        keys.RejectUnknown();
        return trust;
    }

    private static Dictionary<string, string> Labels(ProfileParameters keys) => (keys.Section("labels")?.Node.Entries ?? []).ToDictionary(
        e => e.Key.Value,
        e => e.Value is YamlNode.Scalar scalar ? scalar.Value : throw new ProfileException(keys.File, e.Value.Line, $"'{e.Key.Value}' must be a text, found {e.Value.Kind}"));

    private static double? Number(ProfileParameters keys, string name) => keys.String(name) switch
    {
        null => null,
        var text when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw keys.Error(name, $"'{name}' must be a number, not '{text}'"),
    };
}
