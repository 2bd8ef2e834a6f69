using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Vigil.Core.Intake;
using Vigil.Core.Normalization.Plans;
using Vigil.Core.Senders.Yaml;

namespace Vigil.Core.Senders.Compilation;

/// <summary>From YAML text to a profile that is ready to work. <c>Senders/FORMAT.md</c> tells the format.</summary>
public static partial class ProfileCompiler
{
    private const int VersionLength = 12;
    private const int MaxConfigurableDepth = 512;
    private const int MaxConfigurableRecords = 100_000;
    private const int MaxConfigurableBody = 25 * 1024 * 1024;

    /// <param name="file">Named in errors.</param>
    /// <exception cref="ProfileException">What is wrong, and in which line.</exception>
    public static SenderProfile Compile(string file, string yaml) => Compile(ProfileParameters.Parse(file, yaml), yaml);

    internal static SenderProfile Compile(ProfileParameters keys, string yaml)
    {
        var title = keys.RequireString("title");
        var delivery = Delivery(keys.RequireSection("delivery")) with { Lines = MappingCompiler.HasLines(keys) };
        var profile = new SenderProfile
        {
            Name = Name(keys),
            Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml)))[..VersionLength],
            Title = title,
            Verification = VerificationSchemes.Read(keys.RequireSection("verification")),
            VerificationDigest = DeterministicId.Of(YamlText.Of(keys.Find("verification")), YamlText.Of(keys.Find("handshakes"))),
            Handshakes = Handshakes.Read(keys.Sections("handshakes")),
            Delivery = delivery,
            Answers = keys.Section("answers") is { } answers ? Answers(answers) : new AnswerCodes(),
            Mapping = MappingCompiler.Compile(keys, new ProductName(title, keys.String("vendor", title)!), delivery),
            Examples = [.. keys.Sections("examples").Select(ExampleCompiler.Compile)],
        };
        keys.RejectUnknown();
        return profile;
    }

    private static string Name(ProfileParameters keys)
    {
        var name = keys.RequireString("profile");
        return WellFormedName().IsMatch(name) ? name : throw keys.Error("profile", $"'{name}' is no name: 1 to 40 of a-z, 0-9 and '-'");
    }

    private static DeliveryRules Delivery(ProfileParameters keys)
    {
        var types = keys.Strings("contentTypes");
        var rules = new DeliveryRules(
            types.Count > 0 ? [.. types.Select(t => t.ToLowerInvariant())] : ["application/json"],
            keys.String("idHeader"),
            [.. keys.Strings("keepHeaders").Select(h => h.ToLowerInvariant())],
            keys.Int("maxBodyBytes", DeliveryRules.DefaultMaxBodyBytes, 1024, MaxConfigurableBody),
            keys.Int("maxJsonDepth", DeliveryRules.DefaultMaxJsonDepth, 1, MaxConfigurableDepth),
            keys.Int("maxRecords", DeliveryRules.DefaultMaxRecords, 1, MaxConfigurableRecords),
            Gzip: keys.Bool("gzip"));
        keys.RejectUnknown();
        return rules;
    }

    private static AnswerCodes Answers(ProfileParameters keys)
    {
        var defaults = new AnswerCodes();
        var answers = new AnswerCodes(
            Code(keys, "accepted", defaults.Accepted),
            Code(keys, "duplicate", defaults.Duplicate),
            Code(keys, "handshake", defaults.Handshake),
            Code(keys, "unauthenticated", defaults.Unauthenticated),
            Code(keys, "malformed", defaults.Malformed),
            Code(keys, "unusable", defaults.Unusable),
            Code(keys, "tooLarge", defaults.TooLarge),
            Code(keys, "unsupportedType", defaults.UnsupportedType),
            Code(keys, "busy", defaults.Busy),
            Code(keys, "notPersisted", defaults.NotPersisted));
        keys.RejectUnknown();
        return answers;
    }

    private static int Code(ProfileParameters keys, string name, int otherwise) => keys.Int(name, otherwise, 200, 599);

    [GeneratedRegex("^[a-z0-9-]{1,40}$")]
    private static partial Regex WellFormedName();
}
