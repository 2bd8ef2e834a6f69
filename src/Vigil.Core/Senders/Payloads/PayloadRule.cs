using System.IO.Enumeration;
using Vigil.Core.Senders.Yaml;

namespace Vigil.Core.Senders.Payloads;

/// <summary>
/// What must become of some payload files of a sender, as <c>{profile}.yaml</c> says under <c>payloads</c>. The first rule that fits a file holds:
/// <code>
/// - files: falco/alertmanager_test*   # below the payloads; every file of a folder that is named must fit a rule
///   headers: {X-Event: "{file}"}      # kept headers; {file} is the file's name up to the first dot
///   findings: 1                       # how many; default 1, or 0 where records are ignored or fail
///   ignored: falcosidekick-test       # label of all other records, or of the whole; {file} as above
///   failed: record-unmapped           # reason of all other records
///   untold: [id, time, severity]      # what this source does not tell
///   observables: [hostname, =10.0.0.1]  # paths from the root of the body: what stands there is observable, if the file has it; =text: this is
/// </code>
/// </summary>
public sealed record PayloadRule(
    string Files,
    IReadOnlyDictionary<string, string> Headers,
    int Findings,
    string? Ignored,
    string? Failed,
    IReadOnlyList<string> Untold,
    IReadOnlyList<string> Observables)
{
    /// <summary>Of the payloads, the folder that the rule is about.</summary>
    public string Folder => Files.Split('/', 2)[0];

    /// <exception cref="ProfileException">What is wrong, and in which line.</exception>
    public static IReadOnlyList<PayloadRule> Parse(string file, string yaml)
    {
        var keys = ProfileParameters.Parse(file, yaml);
        PayloadRule[] rules = [.. keys.Sections("payloads").Select(Read)];
        keys.RejectUnknown();
        return rules;
    }

    /// <param name="path">Below the payloads, with forward slashes.</param>
    public bool Fits(string path) => FileSystemName.MatchesSimpleExpression(Files, path);

    public IReadOnlyDictionary<string, string> HeadersOf(string path) =>
        Headers.ToDictionary(h => h.Key, h => InPlace(h.Value, path)!, StringComparer.OrdinalIgnoreCase);

    public string? LabelOf(string path) => InPlace(Ignored, path);

    private static string? InPlace(string? text, string path) => text?.Replace("{file}", Path.GetFileName(path).Split('.')[0], StringComparison.Ordinal);

    private static PayloadRule Read(ProfileParameters keys)
    {
        var headers = (keys.Section("headers")?.Node.Entries ?? []).ToDictionary(
            e => e.Key.Value, e => e.Value is YamlNode.Scalar value ? value.Value : throw new ProfileException(keys.File, e.Value.Line, $"'{e.Key.Value}' must be a text"));
        var (ignored, failed) = (keys.String("ignored"), keys.String("failed"));
        var rule = new PayloadRule(
            keys.RequireString("files"), headers, keys.Int("findings", ignored is null && failed is null ? 1 : 0), ignored, failed, keys.Strings("untold"), keys.Strings("observables"));
        keys.RejectUnknown();
        return rule;
    }
}
