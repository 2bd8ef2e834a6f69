using Vigil.Core.Senders.Yaml;

namespace Vigil.Core.Senders.Compilation;

/// <summary>The <c>examples</c> of a profile.</summary>
internal static class ExampleCompiler
{
    public static ProfileExample Compile(ProfileParameters keys)
    {
        var expect = keys.RequireSection("expect");
        var example = new ProfileExample(keys.RequireString("name"), Texts(keys.Section("headers")), keys.RequireString("body"), Expect(expect), keys.Line);
        expect.RejectUnknown();
        keys.RejectUnknown();
        return example;
    }

    private static ExpectedOutcome Expect(ProfileParameters keys)
    {
        var outcome = new ExpectedOutcome([.. keys.Sections("findings").Select(Texts)], keys.String("ignored"), keys.Strings("failed"));
        return outcome.Findings.Count == 0 && outcome.Ignored is null && outcome.Failed.Count == 0
            ? throw new ProfileException(keys.File, keys.Line, "'expect' needs 'findings', 'ignored' or 'failed'")
            : outcome;
    }

    private static Dictionary<string, string> Texts(ProfileParameters? keys) => (keys?.Node.Entries ?? []).ToDictionary(
        e => e.Key.Value,
        e => e.Value is YamlNode.Scalar scalar ? scalar.Value : throw new ProfileException(keys!.File, e.Value.Line, $"'{e.Key.Value}' must be a text, found {e.Value.Kind}"),
        StringComparer.OrdinalIgnoreCase);
}
