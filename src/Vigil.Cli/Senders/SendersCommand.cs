using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Senders;
using Vigil.Core.Senders.Compilation;

namespace Vigil.Cli.Senders;

/// <summary><c>vigil senders list|test</c>: the sender profiles and what they show of themselves.</summary>
internal static class SendersCommand
{
    private static readonly Option<bool> s_json = new("--json") { Description = "Print JSON", Recursive = true };

    public static Command Create() => new("senders", "The products that Vigil understands") { List(), Test(), s_json };

    private static Command List()
    {
        var command = new Command("list", "List the sender profiles");
        command.Run((result, _) =>
        {
            IReadOnlyList<SenderInfo> senders = [.. ProfileCatalog.LoadEmbedded().Profiles.Select(SenderInfo.Of)];
            if (result.GetValue(s_json))
            {
                Console.WriteLine(JsonSerializer.Serialize(senders, CliJson.Default.IReadOnlyListSenderInfo));
                return Task.FromResult(0);
            }

            var table = new Table().RoundedBorder().AddColumns("Name", "Product", "Verified by", "Secret", "Examples", "Version");
            foreach (var sender in senders)
            {
                table.AddRow(
                    sender.Name, TerminalText.Markup(sender.Title), sender.Scheme, sender.SecretVariable,
                    sender.Examples.ToString(CultureInfo.InvariantCulture), sender.Version);
            }

            AnsiConsole.Write(table);
            return Task.FromResult(0);
        });
        return command;
    }

    private static Command Test()
    {
        var files = new Argument<FileInfo[]>("file") { Description = "Profiles to test; without any, those that ship with Vigil", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("test", "Run the examples of sender profiles") { files };
        command.Run((result, _) =>
        {
            var chosen = result.GetValue(files) ?? [];
            var profiles = chosen.Length == 0 ? ProfileCatalog.LoadEmbedded().Profiles : chosen.Select(Compile);
            IReadOnlyList<ProfileTest> tests = [.. profiles.Select(p => new ProfileTest(p.Name, p.Examples.Count, ProfileExamples.Run(p)))];
            if (result.GetValue(s_json))
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

    private static SenderProfile Compile(FileInfo file)
    {
        try
        {
            return ProfileCompiler.Compile(file.Name, File.ReadAllText(file.FullName));
        }
        catch (Exception exception) when (exception is ProfileException or IOException or UnauthorizedAccessException)
        {
            throw new CliException(exception.Message, exception);
        }
    }

    private static void Print(IReadOnlyList<ProfileTest> tests)
    {
        foreach (var test in tests)
        {
            var verdict = test.Differences.Count == 0 ? "[green]as shown[/]" : "[red]differs[/]";
            AnsiConsole.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"{test.Profile}: {test.Examples} examples, {verdict}"));
            foreach (var difference in test.Differences)
            {
                AnsiConsole.MarkupLineInterpolated(
                    $"  line {difference.Line}, {difference.Example}: {difference.What}: expected '{TerminalText.Clean(difference.Expected)}', got '{TerminalText.Clean(difference.Actual)}'");
            }
        }
    }
}
