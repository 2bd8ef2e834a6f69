using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Senders;

namespace Vigil.Cli.Senders;

/// <summary><c>vigil senders test</c>: runs what profiles show of themselves, offline.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var profiles = new Argument<string[]>("profile") { Description = "Files or names; without any, all profiles that ship", Arity = ArgumentArity.ZeroOrMore };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("test", "Run the examples of sender profiles") { profiles, json };
        command.Run((result, _) =>
        {
            var chosen = result.GetValue(profiles) ?? [];
            IReadOnlyList<ProfileTest> tests =
            [
                .. (chosen.Length == 0 ? ProfileCatalog.LoadEmbedded().Profiles : chosen.Select(ProfileSource.Get))
                    .Select(p => new ProfileTest(p.Name, p.Examples.Count, ProfileExamples.Run(p))),
            ];
            if (result.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(tests, CliJson.Default.IReadOnlyListProfileTest));
            }
            else
            {
                Print(tests);
            }

            return Task.FromResult(tests.All(t => t.Differences.Count == 0) ? 0 : 1);
        });
        return command;
    }

    private static void Print(IReadOnlyList<ProfileTest> tests)
    {
        foreach (var test in tests)
        {
            var verdict = test.Differences.Count == 0 ? "[green]as shown[/]" : "[red]differs[/]";
            AnsiConsole.MarkupLine($"{test.Profile}: {test.Examples} examples, {verdict}");
            foreach (var example in test.Differences.GroupBy(d => (d.Line, d.Example)))
            {
                AnsiConsole.MarkupLineInterpolated($"  line {example.Key.Line}: {TerminalText.Clean(example.Key.Example)}");
                foreach (var difference in example)
                {
                    AnsiConsole.MarkupLineInterpolated($"    {difference.What}");
                    AnsiConsole.MarkupLineInterpolated($"      [red]- {TerminalText.Clean(difference.Expected)}[/]");
                    AnsiConsole.MarkupLineInterpolated($"      [green]+ {TerminalText.Clean(difference.Actual)}[/]");
                }
            }
        }
    }
}
