using System.Text.RegularExpressions;
using Vigil.Core.Messaging;
using Vigil.Testing;
using Vigil.Web;
using Xunit;

namespace Vigil.Functions.Tests.Source;

/// <summary>What holds of the source of the Functions head, also where its packages are missing and nothing compiles it.</summary>
public sealed partial class SourceTests
{
    private const int MaxClassLines = 25;

    private static readonly string s_folder = Path.Combine(Repository.Root, "src", "Vigil.Functions");

    private static readonly IReadOnlyDictionary<string, string> s_files = Directory
        .EnumerateFiles(s_folder, "*.cs", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(s_folder, f), File.ReadAllText);

    public static TheoryData<string> Functions => [.. s_files.Keys.Where(f => f.EndsWith("Function.cs", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_class_is_short(string file)
    {
        var lines = s_files[file].Split('\n');
        var start = Array.FindIndex(lines, l => l.StartsWith("public sealed class ", StringComparison.Ordinal));
        Assert.True(start >= 0, "no public sealed class");
        Assert.InRange(Array.FindLastIndex(lines, l => l.StartsWith('}')) - start + 1, 1, MaxClassLines);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_class_decides_nothing(string file) =>
        Assert.DoesNotMatch(Decision(), string.Join('\n', s_files[file].Split('\n').Where(l => !l.StartsWith("///", StringComparison.Ordinal))));

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_class_names_routes_methods_queues_connections_and_schedules_by_constants(string file)
    {
        var literals = Literal().Matches(s_files[file]).Select(m => m.Groups[1].Value);
        Assert.Equal([Path.GetFileNameWithoutExtension(file)[..^"Function".Length]], literals);
    }

    [Fact]
    public void No_other_file_catches_what_a_handler_throws() =>
        Assert.DoesNotContain(s_files.Values, text => TryCatch().IsMatch(text));

    [Fact]
    public void Every_function_of_the_design_is_there_once()
    {
        var names = s_files.Values.SelectMany(text => FunctionName().Matches(text)).Select(m => m.Groups[1].Value);
        Assert.Equal(FunctionList.All.Select(f => f.Name).Order(), names.Order());
    }

    [Fact]
    public void Every_route_of_the_other_head_has_its_function()
    {
        var routes = typeof(Routes).GetFields().Where(f => f.Name != nameof(Routes.Prefix)).Select(f => "Routes." + f.Name);
        var used = s_files.Values.SelectMany(text => RouteConstant().Matches(text)).Select(m => m.Value);
        Assert.Equal(routes.Order(), used.Order());
    }

    [Fact]
    public void Every_handler_of_messages_has_its_function()
    {
        var handlers = typeof(IMessageHandler).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(IMessageHandler))).Select(t => t.Name);
        Assert.Equal(handlers.Order(), FunctionList.All.Where(f => f.Trigger == "queueTrigger").Select(f => f.Name).Order());
    }

    [Fact]
    public void Every_setting_that_it_names_is_documented()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var settings = s_files.Values.SelectMany(text => Setting().Matches(text)).Select(m => m.Groups[1].Value.Replace(":", "__", StringComparison.Ordinal));
        Assert.All(settings.Distinct(), setting => Assert.Contains('`' + setting, readme, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\b(if|switch|try|catch|for|foreach|while|throw)\b|\?\?| \? ")]
    private static partial Regex Decision();

    [GeneratedRegex(@"\btry\s*\{|\bcatch\b")]
    private static partial Regex TryCatch();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\[Function\(""(\w+)""\)\]")]
    private static partial Regex FunctionName();

    [GeneratedRegex(@"\bRoutes\.\w+")]
    private static partial Regex RouteConstant();

    /// <summary>Constants named as keys, and the names of connections.</summary>
    [GeneratedRegex(@"const string (?:\w+Key|Queues) = ""([^""]+)""")]
    private static partial Regex Setting();
}
