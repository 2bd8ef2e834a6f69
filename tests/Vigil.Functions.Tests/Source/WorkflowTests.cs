using System.Text.RegularExpressions;
using Vigil.Testing;
using Xunit;

namespace Vigil.Functions.Tests.Source;

/// <summary>What holds of the workflows that build and deploy.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, ".github", "workflows");

    public static TheoryData<string> Workflows => [.. Directory.EnumerateFiles(s_folder, "*.yml").Select(f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Every_action_is_pinned_to_a_commit_and_names_its_version(string workflow)
    {
        var uses = Uses().Matches(Read(workflow)).Select(m => m.Groups[1].Value.Trim()).ToList();
        Assert.NotEmpty(uses);
        Assert.All(uses.Where(u => !u.StartsWith("./", StringComparison.Ordinal)), u => Assert.Matches(@"^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", u));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void It_may_read_the_source_and_nothing_else_unless_a_job_says_so(string workflow)
    {
        var text = Read(workflow);
        Assert.Contains("\npermissions:\n  contents: read\n\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("write-all", text, StringComparison.Ordinal);
        Assert.All(Writes().Matches(text), write => Assert.Equal("id-token", write.Groups[1].Value));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void It_needs_no_secret_and_two_runs_do_not_meet(string workflow)
    {
        Assert.DoesNotContain("secrets.", Read(workflow), StringComparison.Ordinal);
        Assert.Contains("\nconcurrency:\n", Read(workflow), StringComparison.Ordinal);
    }

    [Fact]
    public void The_package_takes_the_hidden_folder_of_the_functions_along_in_the_workflow_and_by_hand()
    {
        const string zip = "(cd {0}artifacts/publish && zip --quiet --recurse-paths ../vigil.zip .)";
        Assert.Contains(string.Format(null, zip, ""), Read("ci.yml"), StringComparison.Ordinal);
        Assert.Contains(@"grep --quiet '\.azurefunctions/'", Read("ci.yml"), StringComparison.Ordinal);
        Assert.Contains(string.Format(null, zip, "../"), File.ReadAllText(Path.Combine(Repository.Root, "infra", "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_published_is_the_same_in_the_workflow_and_by_hand()
    {
        const string publish = "src/Vigil.Functions --configuration Release --runtime linux-x64 --no-self-contained --output";
        Assert.Contains(publish, Read("ci.yml"), StringComparison.Ordinal);
        Assert.Contains(publish, File.ReadAllText(Path.Combine(Repository.Root, "infra", "README.md")), StringComparison.Ordinal);
    }

    private static string Read(string workflow) => File.ReadAllText(Path.Combine(s_folder, workflow)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"^\s+(?:- )?uses: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex(@"([\w-]+): write\b")]
    private static partial Regex Writes();
}
