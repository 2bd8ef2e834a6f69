using Xunit;

namespace Vigil.Functions.Tests.Infra;

/// <summary>The clamd of the template is set as the application asks of one that it believes (README, "clamd").</summary>
public sealed class ScannerTests
{
    [Theory]
    [InlineData("CLAMD_CONF_AlertEncrypted")]
    [InlineData("CLAMD_CONF_AlertExceedsMax")]
    public void It_tells_what_it_could_not_look_into(string setting) => Assert.Equal("yes", SettingOf(setting));

    [Theory]
    [InlineData("CLAMD_CONF_StreamMaxLength")]
    [InlineData("CLAMD_CONF_MaxScanSize")]
    [InlineData("CLAMD_CONF_MaxFileSize")]
    public void It_takes_files_as_large_as_the_application_sends_it(string setting)
    {
        Assert.Equal("[format('{0}M', parameters('streamMaxMiB'))]", SettingOf(setting));
        Assert.Equal("[variables('clamdMaxMiB')]", Template.Main.ParametersOf("clamd").GetProperty("streamMaxMiB").GetProperty("value").GetString());
        Assert.Contains(
            "'Scanning__Clamd__MaxBytes', string(mul(mul(variables('clamdMaxMiB'), 1024), 1024))",
            Template.Main.ParametersOf("apps").GetProperty("settings").GetProperty("value").GetString(),
            StringComparison.Ordinal);
    }

    private static string SettingOf(string name) => Assert.Single(
        Assert.Single(Template.Values(Assert.Single(Template.Main.OfType("Microsoft.App/containerApps")).GetProperty("properties"), "env")).EnumerateArray(),
        e => e.GetProperty("name").GetString() == name).GetProperty("value").GetString()!;
}
