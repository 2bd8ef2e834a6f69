using System.Globalization;
using System.Text.RegularExpressions;
using Vigil.Core.Retention;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.House;

/// <summary>SECURITY.md says what is so.</summary>
public sealed partial class SecurityDocumentTests
{
    private static readonly string s_text = File.ReadAllText(Path.Combine(Repository.Root, "SECURITY.md"));

    [Fact]
    public void Every_test_that_it_names_exists()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).ToHashSet();
        var named = TestClass().Matches(s_text).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(tests));
    }

    [Fact]
    public void Every_threat_names_a_test_that_shows_the_refusal()
    {
        var threats = s_text[s_text.IndexOf("## Threat model", StringComparison.Ordinal)..s_text.IndexOf("## What is kept", StringComparison.Ordinal)]
            .Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(2).ToList();
        Assert.NotEmpty(threats);
        Assert.All(threats, threat => Assert.Matches(TestClass(), threat));
    }

    [Fact]
    public void Times_of_retention_are_the_defaults_of_the_options_and_none_is_left_out()
    {
        var documented = Retention().Matches(s_text).ToDictionary(m => m.Groups[1].Value, m => double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture));
        var options = new RetentionOptions();
        var defaults = typeof(RetentionOptions).GetProperties().ToDictionary(p => p.Name, p => ((TimeSpan)p.GetValue(options)!).TotalDays);
        Assert.Equal(defaults.OrderBy(d => d.Key), documented.OrderBy(d => d.Key));
    }

    [GeneratedRegex(@"`(\w+Tests)`")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"\| `Retention__(\w+)` \| (\d+) \|")]
    private static partial Regex Retention();
}
