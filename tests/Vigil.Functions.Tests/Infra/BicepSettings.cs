using System.Text.RegularExpressions;
using Vigil.Testing;

namespace Vigil.Functions.Tests.Infra;

/// <summary>The application settings in main.bicep, with where they stand.</summary>
internal static partial class BicepSettings
{
    /// <summary>Names of settings to the variable, or the module's parameter, that they are in.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Read();

    private static Dictionary<string, string> Read()
    {
        var found = new Dictionary<string, string>();
        var place = string.Empty;
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "infra", "main.bicep")))
        {
            place = Place().Match(line) is { Success: true } start ? start.Groups[1].Value : place;
            foreach (var name in Name().Matches(line).Select(m => m.Groups[1].Value))
            {
                found.Add(name, place);
            }

            if (line.Contains("AzureWebJobs.${name}.Disabled", StringComparison.Ordinal))
            {
                found.Add("AzureWebJobs.{function}.Disabled", place);
            }
        }

        return found;
    }

    [GeneratedRegex(@"^(?:var|module|resource|output|param) (\w+)")]
    private static partial Regex Place();

    /// <summary>A key that looks like a setting: in capitals, the host's, or with a part after two underscores.</summary>
    [GeneratedRegex(@"(?<![\w.'])([A-Z]+_[A-Z_]+|AzureWebJobs\w+|[A-Za-z]+__\w+): ")]
    private static partial Regex Name();
}
