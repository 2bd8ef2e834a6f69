using System.Xml.Linq;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.House;

/// <summary>Dependencies point inwards: heads → Web → Core, adapters → Core; Core knows no Azure, no ASP.NET, no database.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> s_mayReference = new()
    {
        ["Vigil.Core"] = [],
        ["Vigil.Web"] = ["Vigil.Core"],
        ["Vigil.Storage.Sqlite"] = ["Vigil.Core"],
        ["Vigil.Storage.Azure"] = ["Vigil.Core"],
        ["Vigil.ServiceBus"] = ["Vigil.Core"],
        ["Vigil.Functions"] = ["Vigil.Core", "Vigil.Web", "Vigil.Storage.Azure", "Vigil.ServiceBus"],
        ["Vigil.Cli"] = ["Vigil.Core", "Vigil.Web", "Vigil.Storage.Sqlite", "Vigil.Storage.Azure", "Vigil.ServiceBus"],
    };

    private static readonly string[] s_corePackages =
    [
        "CsvHelper", "FluentValidation", "Polly.Core", "YamlDotNet", "Microsoft.Extensions.Options",
    ];

    public static TheoryData<string> Projects =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(p => Path.GetFileNameWithoutExtension(p))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_projects_further_in(string project)
    {
        Assert.True(s_mayReference.TryGetValue(project, out var allowed), $"{project} has no place in the design.");
        Assert.Empty(Items(project, "ProjectReference").Select(i => Path.GetFileNameWithoutExtension(i)).Except(allowed!));
    }

    [Fact]
    public void Core_names_only_the_packages_it_may_and_no_framework()
    {
        var others = Items("Vigil.Core", "PackageReference").Except(s_corePackages)
            .Where(p => !(p.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && p.EndsWith(".Abstractions", StringComparison.Ordinal)));
        Assert.Empty(others);
        Assert.Empty(Items("Vigil.Core", "FrameworkReference"));
    }

    [Fact]
    public void Core_as_compiled_uses_no_azure_no_aspnet_and_no_database()
    {
        string[] banned = ["Azure.", "Microsoft.Azure", "Microsoft.AspNetCore", "Microsoft.Data", "SQLite", "System.Data"];
        var used = typeof(DeterministicId).Assembly.GetReferencedAssemblies().Select(a => a.Name!);
        Assert.DoesNotContain(used, name => banned.Any(b => name.StartsWith(b, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Every_folder_of_source_holds_at_most_15_files()
    {
        var crowded = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
            .Where(d => Path.GetFileName(d) != "Ocsf" && Directory.GetFiles(d, "*.cs").Length > 15);
        Assert.Empty(crowded.Select(d => Path.GetRelativePath(Repository.Root, d)));
    }

    private static IEnumerable<string> Items(string project, string element) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj"))
            .Descendants(element).Select(e => e.Attribute("Include")!.Value);
}
