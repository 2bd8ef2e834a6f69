using System.Text.Json;
using Vigil.Core.Ocsf;
using Vigil.Core.Senders;
using Vigil.Core.Senders.Payloads;
using Vigil.Core.Tests.Normalization;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Ocsf;

public sealed class PayloadTests(ITestOutputHelper output)
{
    private static readonly string s_rules = Path.Combine(Repository.Root, "tests", "Vigil.Core.Tests", "Ocsf", "Payloads");

    public static TheoryData<string> Profiles =>
        [.. Directory.EnumerateFiles(s_rules, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Every_alert_of_a_sender_becomes_a_valid_finding_and_nothing_else_does(string name)
    {
        Assert.SkipWhen(Repository.Payloads is null || Repository.OcsfSchemas is null, "The payloads do not lie beside the repository.");
        var profile = ProfileCatalog.LoadEmbedded().Find(name)!;
        var schema = OcsfCheck.Load("detection_finding");
        var (files, findings, errors, expected, observed) = (0, 0, 0, 0, 0);
        var problems = new List<string>();
        IEnumerable<string> Violations(DetectionFinding finding)
        {
            finding.FindingInfo.Uid = "id";
            var check = OcsfCheck.Run(schema, JsonSerializer.SerializeToElement(finding, OcsfJson.Default.DetectionFinding));
            return check.Errors.Concat(check.Warnings);
        }

        foreach (var (path, rule) in FilesOf(name))
        {
            if (rule is null)
            {
                problems.Add($"{path}: no rule says what becomes of it");
                continue;
            }

            var result = PayloadResult.Of(profile, rule, path, System.IO.File.ReadAllBytes(Path.Combine(Repository.Payloads!, path)), Violations);
            files++;
            findings += result.Findings.Count;
            errors += result.Errors;
            expected += result.Expected;
            observed += result.Observed;
            problems.AddRange(result.Problems.Select(p => $"{path}: {p}"));
        }

        output.WriteLine($"{name}: {files} files, {findings} findings, {errors} errors, {observed} of {expected} observables");
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.True(files > 0);
    }

    [Fact]
    public void No_other_payload_makes_a_profile_throw()
    {
        Assert.SkipWhen(Repository.Payloads is null, "The payloads do not lie beside the repository.");
        foreach (var file in Directory.EnumerateFiles(Repository.Payloads!, "*", SearchOption.AllDirectories))
        {
            var body = System.IO.File.ReadAllBytes(file);
            foreach (var profile in ProfileCatalog.LoadEmbedded().Profiles)
            {
                var alert = profile.Map(body, ("X-GitHub-Event", "code_scanning_alert"));
                Assert.All(alert.Records, r => Assert.NotNull(r));
            }
        }
    }

    /// <summary>Every file of the folders that the rules name, with the first rule that fits it.</summary>
    private static IEnumerable<(string Path, PayloadRule? Rule)> FilesOf(string profile)
    {
        var rules = PayloadRule.Parse(profile, System.IO.File.ReadAllText(Path.Combine(s_rules, profile + ".yaml")));
        return from folder in rules.Select(r => r.Folder).Distinct()
               from file in Directory.EnumerateFiles(Path.Combine(Repository.Payloads!, folder)).Order(StringComparer.Ordinal)
               let path = $"{folder}/{Path.GetFileName(file)}"
               select (path, rules.FirstOrDefault(r => r.Fits(path)));
    }
}
