using System.Text;
using Vigil.Testing;
using Xunit;

namespace Vigil.Functions.Tests.Infra;

/// <summary>Settings that Bicep sets against those that are read.</summary>
public sealed class SettingTests
{
    private static readonly string s_page = Path.Combine(Repository.Root, "infra", "SETTINGS.md");

    /// <summary>What Flex Consumption refuses, or takes from functionAppConfig instead.</summary>
    private static readonly string[] s_refusedByFlex =
    [
        "ENABLE_ORYX_BUILD", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_WORKER_RUNTIME_VERSION",
        "FUNCTIONS_MAX_HTTP_CONCURRENCY", "FUNCTIONS_WORKER_PROCESS_COUNT", "FUNCTIONS_WORKER_DYNAMIC_CONCURRENCY_ENABLED",
        "SCM_DO_BUILD_DURING_DEPLOYMENT", "TZ", "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTOVERVNET", "WEBSITE_CONTENTSHARE",
        "WEBSITE_DNS_SERVER", "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT", "WEBSITE_NODE_DEFAULT_VERSION", "WEBSITE_RUN_FROM_PACKAGE",
        "WEBSITE_SKIP_CONTENTSHARE_VALIDATION", "WEBSITE_TIME_ZONE", "WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED", "WEBSITE_VNET_ROUTE_ALL",
    ];

    [Fact]
    public void Every_setting_without_a_default_is_set() =>
        Assert.Empty(SettingList.All.Where(s => s.Default is null).Select(s => s.Name).Except(BicepSettings.All.Keys));

    [Fact]
    public void Nothing_is_set_that_nobody_reads() =>
        Assert.Empty(BicepSettings.All.Keys.Except(SettingList.All.Select(s => s.Name)));

    [Fact]
    public void Nothing_is_set_that_Flex_Consumption_refuses() =>
        Assert.Empty(BicepSettings.All.Keys.Intersect(s_refusedByFlex, StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void Every_place_that_reads_a_setting_is_in_the_list() => Assert.Empty(SettingList.UnlistedReaders());

    [Fact]
    public void What_reads_a_setting_names_it() => Assert.All(SettingList.All.Where(s => s.ReadBy != Setting.Host), setting =>
    {
        var last = setting.Name.Split("__").Last(part => part is not "0" && part[0] != '{').Split('{')[0];
        // Addresses are asked for by service.
        var word = last.EndsWith("ServiceUri", StringComparison.Ordinal) ? "ServiceUri" : last.Replace("WEBHOOK_", string.Empty, StringComparison.Ordinal);
        Assert.Contains(word, File.ReadAllText(Path.Combine(Repository.Root, setting.ReadBy)), StringComparison.Ordinal);
    });

    /// <summary>Set VIGIL_WRITE_DOCS to write it.</summary>
    [Fact]
    public void The_page_of_settings_is_what_the_code_says()
    {
        var page = Render();
        if (Environment.GetEnvironmentVariable("VIGIL_WRITE_DOCS") is { Length: > 0 })
        {
            File.WriteAllText(s_page, page);
        }

        Assert.True(
            File.Exists(s_page) && File.ReadAllText(s_page).ReplaceLineEndings("\n") == page,
            "infra/SETTINGS.md is out of date: 'VIGIL_WRITE_DOCS=1 ./vigil test' writes it.");
    }

    private static string Render()
    {
        var page = new StringBuilder("""
            # Application settings

            Every setting that the Functions app reads, where [main.bicep](main.bicep) sets it, and what holds where it is not set. Written by a test, which fails when
            it differs: see `SettingTests`. Others than those of the template go into its parameter `extraSettings`.

            | setting | set by | read by | default |
            | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var setting in SettingList.All)
        {
            var by = BicepSettings.All.TryGetValue(setting.Name, out var place) ? $"`{place}`" : "";
            var reader = setting.ReadBy == Setting.Host ? setting.ReadBy : $"[{Path.GetFileNameWithoutExtension(setting.ReadBy)}](../{setting.ReadBy})";
            page.Append(null, $"| `{setting.Name}` | {by} | {reader} | {setting.Default ?? "must be set"} |\n");
        }

        return page.ToString();
    }
}
