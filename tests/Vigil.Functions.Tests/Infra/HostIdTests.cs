using System.Text.RegularExpressions;
using Xunit;

namespace Vigil.Functions.Tests.Infra;

/// <summary>Two apps on one host account share leases and timers unless each has an id of its own, of 32 characters at most.</summary>
public sealed partial class HostIdTests
{
    /// <summary>Length of what <c>uniqueString</c> gives.</summary>
    private const int SuffixLength = 13;

    [Fact]
    public void The_apps_have_host_ids_of_their_own_that_are_short_enough()
    {
        var settings = Template.Main.ParametersOf("apps").GetProperty("settings").GetProperty("value").GetString()!;
        var format = HostId().Match(settings).Groups[1].Value;
        Assert.Equal("{0}-{1}", format);

        var apps = AppName().Matches(Template.Main.Root.GetProperty("variables").GetProperty("appNames").GetString()!).Select(m => m.Groups[1].Value).Distinct();
        var ids = apps.Select(app => string.Format(null, format, app, new string('x', SuffixLength))).ToList();
        Assert.Equal(2, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[a-z0-9-]{1,32}$", id));
    }

    [GeneratedRegex(@"'AzureFunctionsWebHost__hostid', take\(format\('([^']+)', variables\('appNames'\)\[copyIndex\(\)\], variables\('suffix'\)\), 32\)")]
    private static partial Regex HostId();

    [GeneratedRegex("'([a-z]+)'(?=[,)])")]
    private static partial Regex AppName();
}
