using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Senders.Live;

namespace Vigil.Cli.Senders;

/// <summary><c>vigil senders list</c>: the profiles in force on the data of this installation, and what is refused.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var reference = new ReferenceOptions();
        var command = new Command("list", "List the sender profiles in force; exit code 1 when something in the reference data is refused") { json };
        reference.AddTo(command);
        command.Run(async (result, cancellationToken) =>
        {
            await using var services = await reference.OpenAsync(result, cancellationToken);
            var live = services.GetRequiredService<LiveSenders>();
            await live.RefreshAsync(cancellationToken);
            var senders = live.Current;
            IReadOnlyList<SenderInfo> items = [.. senders.Profiles.Profiles.Select(p => SenderInfo.Of(p, !senders.Overrides.Contains(p.Name), RefusalOf(senders, p.Name)))];
            if (result.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(items, CliJson.Default.IReadOnlyListSenderInfo));
            }
            else
            {
                Print(items);
            }

            foreach (var refusal in senders.Refused)
            {
                CommandAction.Errors.MarkupLineInterpolated($"[red]refused:[/] {TerminalText.Clean(refusal.ToString())}");
            }

            return senders.Refused.Count == 0 ? 0 : 1;
        });
        return command;
    }

    private static string? RefusalOf(SenderSet senders, string profile) =>
        senders.Refused.FirstOrDefault(r => r.Blob == SenderFiles.NameOf(profile))?.ToString();

    private static void Print(IReadOnlyList<SenderInfo> items)
    {
        var table = new Table().RoundedBorder().AddColumns("Name", "Product", "Verified by", "Secret", "Examples", "Version", "From");
        foreach (var sender in items)
        {
            table.AddRow(
                sender.Name, TerminalText.Markup(sender.Title), sender.Scheme, sender.SecretVariable,
                sender.Examples.ToString(CultureInfo.InvariantCulture), sender.Version, sender.Origin);
        }

        AnsiConsole.Write(table);
    }
}
