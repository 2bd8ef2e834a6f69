using System.Text.RegularExpressions;
using Vigil.Testing;
using Xunit;

namespace Vigil.Core.Tests.Senders;

/// <summary>The description of the profile format against what the loader reads.</summary>
public sealed partial class FormatDocumentTests
{
    private static readonly string[] s_folders = ["Senders/Compilation", "Senders/Live", "Intake/Verification", "Intake/Handshakes"];

    private static string Core => Path.Combine(Repository.Root, "src", "Vigil.Core");

    [Fact]
    public async Task Every_key_that_the_loader_knows_is_described()
    {
        var document = await System.IO.File.ReadAllTextAsync(Path.Combine(Core, "Senders", "FORMAT.md"), TestContext.Current.CancellationToken);
        var sources = s_folders.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Core, f), "*.cs", SearchOption.AllDirectories));
        var keys = sources.SelectMany(f => Key().Matches(System.IO.File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct().ToList();

        Assert.True(keys.Count > 80, $"Only {keys.Count} keys were found.");
        Assert.DoesNotContain(keys, k => !Regex.IsMatch(document, $@"\b{k}\b"));
    }

    /// <summary>How the loader asks for a key.</summary>
    [GeneratedRegex(@"(?:\.(?:String|RequireString|Strings|Choice|Duration|Bool|Int|Section|RequireSection|Sections|Find|Has|RequireStrings)|\b(?:Value|Captions|Code|Number))\((?:keys, )?""([A-Za-z]+)""")]
    private static partial Regex Key();
}
