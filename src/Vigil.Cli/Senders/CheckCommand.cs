using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Normalization.Validation;
using Vigil.Core.Senders;
using Vigil.Core.Senders.Payloads;

namespace Vigil.Cli.Senders;

/// <summary><c>vigil senders check</c>: maps a tree of payloads and holds what becomes of them against rules, <c>{profile}.yaml</c> each.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var payloads = new Argument<DirectoryInfo>("payloads") { Description = "Folder with a folder of payloads per source" };
        var rules = new Option<DirectoryInfo>("--rules") { Description = "Folder with {profile}.yaml: what must become of which files", Required = true };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("check", "Map a tree of payloads and print, per sender, files, findings, errors and observables") { payloads, rules, json };
        command.Run((result, _) =>
        {
            var folder = result.GetRequiredValue(payloads);
            IReadOnlyList<PayloadSummary> summaries = [.. Files(result.GetRequiredValue(rules), "*.yaml").Select(rule => Check(rule, folder))];
            if (result.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(summaries, CliJson.Default.IReadOnlyListPayloadSummary));
            }
            else
            {
                Print(summaries);
            }

            return Task.FromResult(summaries.All(s => s.Problems.Count == 0) ? 0 : 1);
        });
        return command;
    }

    private static PayloadSummary Check(FileInfo rulesFile, DirectoryInfo payloads)
    {
        var profile = ProfileSource.Get(Path.GetFileNameWithoutExtension(rulesFile.Name));
        var rules = Rules(rulesFile);
        var (results, problems) = (new List<PayloadResult>(), new List<string>());
        foreach (var file in rules.Select(r => r.Folder).Distinct().SelectMany(f => Files(new DirectoryInfo(Path.Combine(payloads.FullName, f)), "*")))
        {
            var path = $"{file.Directory!.Name}/{file.Name}";
            if (rules.FirstOrDefault(r => r.Fits(path)) is not { } rule)
            {
                problems.Add($"{path}: no rule says what becomes of it");
                continue;
            }

            var result = PayloadResult.Of(profile, rule, path, ProfileSource.Read(file), finding => FindingValidator.ErrorsOf(finding) is { } errors ? [errors] : []);
            results.Add(result);
            problems.AddRange(result.Problems.Select(p => $"{path}: {p}"));
        }

        return new PayloadSummary(
            profile.Name, results.Count, results.Sum(r => r.Findings.Count), results.Sum(r => r.Errors), results.Sum(r => r.Observed), results.Sum(r => r.Expected), problems);
    }

    private static IReadOnlyList<PayloadRule> Rules(FileInfo file)
    {
        try
        {
            return PayloadRule.Parse(file.Name, ProfileSource.ReadText(file));
        }
        catch (ProfileException exception)
        {
            throw new CliException(exception.Message, exception);
        }
    }

    private static FileInfo[] Files(DirectoryInfo folder, string pattern) => folder.Exists
        ? [.. folder.EnumerateFiles(pattern).OrderBy(f => f.Name, StringComparer.Ordinal)]
        : throw new CliException($"There is no folder {folder.FullName}.");

    private static void Print(IReadOnlyList<PayloadSummary> summaries)
    {
        var table = new Table().RoundedBorder().AddColumns("Sender", "Files", "Findings", "Errors", "Observables");
        foreach (var sender in summaries)
        {
            table.AddRow(sender.Sender, Text(sender.Files), Text(sender.Findings), Text(sender.Errors), $"{sender.Observed} of {sender.Expected}");
        }

        AnsiConsole.Write(table);
        foreach (var problem in summaries.SelectMany(s => s.Problems))
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{TerminalText.Clean(problem)}[/]");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
