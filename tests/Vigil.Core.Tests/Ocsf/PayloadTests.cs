using Vigil.Core.Normalization;
using Vigil.Core.Senders;
using Vigil.Core.Tests.Normalization;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Ocsf;

public sealed class PayloadTests(ITestOutputHelper output)
{
    private static readonly string[] s_alertEvents = ["code_scanning_alert", "dependabot_alert", "secret_scanning_alert", "repository_vulnerability_alert"];

    [Fact]
    public void Every_GitHub_alert_becomes_a_valid_finding_and_nothing_else_does()
    {
        var (alerts, others) = Check("github", "github", file => s_alertEvents.Contains(EventOf(file)));

        Assert.Equal((14, 9), (alerts, others));
    }

    [Fact]
    public void Every_Falco_alert_becomes_a_valid_finding_and_what_Falco_says_of_itself_does_not()
    {
        var (alerts, others) = Check("falco", "falco", file => !Path.GetFileName(file).StartsWith("alertmanager_test", StringComparison.Ordinal));

        Assert.Equal((6, 2), (alerts, others));
    }

    [Fact]
    public void No_other_payload_makes_a_profile_throw()
    {
        Assert.SkipWhen(Repository.Payloads is null, "The payloads do not lie beside the repository.");
        foreach (var file in Directory.EnumerateFiles(Repository.Payloads!, "*", SearchOption.AllDirectories))
        {
            foreach (var profile in ProfileCatalog.LoadEmbedded().Profiles)
            {
                var alert = profile.Map(System.IO.File.ReadAllBytes(file), ("X-GitHub-Event", "code_scanning_alert"));
                Assert.All(alert.Records, r => Assert.NotNull(r));
            }
        }
    }

    private (int Alerts, int Others) Check(string folder, string profileName, Func<string, bool> isAlert)
    {
        Assert.SkipWhen(Repository.Payloads is null || Repository.OcsfSchemas is null, "The payloads do not lie beside the repository.");
        var profile = ProfileCatalog.LoadEmbedded().Find(profileName)!;
        var schema = OcsfCheck.Load("detection_finding");
        var (alerts, others, warnings) = (0, 0, 0);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Payloads!, folder)).Order(StringComparer.Ordinal))
        {
            var alert = profile.Map(System.IO.File.ReadAllBytes(file), ("X-GitHub-Event", EventOf(file)));
            if (!isAlert(file))
            {
                others++;
                Assert.All(alert.Records, r => Assert.IsType<NormalizedRecord.Ignored>(r));
                Assert.True(alert.Ignored is not null || alert.Records.Count > 0, file);
                continue;
            }

            alerts++;
            var found = Assert.IsType<NormalizedRecord.Found>(Assert.Single(alert.Records));
            var check = OcsfCheck.Run(schema, found.Json());
            Assert.True(check.Errors.Count == 0, $"{file}: {string.Join("; ", check.Errors)}");
            warnings += check.Warnings.Count;
            output.WriteLine($"{Path.GetFileName(file)}: {found.Finding.ActivityName} {found.Finding.Severity} '{found.Finding.FindingInfo.Title}' "
                + $"{string.Join(", ", found.AssetKeys.Select(k => $"{k.Kind}={k.Value}"))}; {found.Finding.Observables?.Count ?? 0} observables; warnings: {string.Join("; ", check.Warnings)}");
        }

        output.WriteLine($"{profileName}: {alerts} alerts, {others} others, 0 errors, {warnings} warnings");
        Assert.Equal(0, warnings);
        return (alerts, others);
    }

    private static string EventOf(string file) => Path.GetFileName(file).Split('.')[0];
}
