using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;

namespace Vigil.Cli.Senders;

/// <summary><c>vigil senders show</c>: how a product is connected.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("profile") { Description = "Name of a profile, or a file" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("show", "Show how a product is connected") { name, json };
        command.Run((result, _) =>
        {
            var details = SenderDetails.Of(ProfileSource.Get(result.GetRequiredValue(name)));
            if (result.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(details, CliJson.Default.SenderDetails));
            }
            else
            {
                Print(details);
            }

            return Task.FromResult(0);
        });
        return command;
    }

    private static void Print(SenderDetails sender)
    {
        var grid = new Grid().AddColumns(2);
        grid.AddRow("profile", $"{sender.Name} {sender.Version}");
        grid.AddRow("product", TerminalText.Markup(sender.Title));
        grid.AddRow("posts to", sender.Path);
        grid.AddRow("verified by", sender.Scheme);
        grid.AddRow("secret", sender.Secret);
        grid.AddRow("handshakes", sender.Handshakes.Count == 0 ? "none" : string.Join(", ", sender.Handshakes));
        grid.AddRow("content types", string.Join(", ", sender.Delivery.ContentTypes));
        grid.AddRow("kept headers", sender.Delivery.KeptHeaders.Count == 0 ? "none" : string.Join(", ", sender.Delivery.KeptHeaders));
        grid.AddRow("limits", $"{sender.Delivery.MaxBodyBytes} bytes, {sender.Delivery.MaxRecords} records, depth {sender.Delivery.MaxJsonDepth}");
        grid.AddRow("answers", $"accepted {sender.Answers.Accepted}, duplicate {sender.Answers.Duplicate}, unauthenticated {sender.Answers.Unauthenticated}, "
            + $"malformed {sender.Answers.Malformed}, too large {sender.Answers.TooLarge}, busy {sender.Answers.Busy}, not persisted {sender.Answers.NotPersisted}");
        grid.AddRow("examples", TerminalText.Markup(string.Join("; ", sender.Examples)));
        AnsiConsole.Write(grid);
    }
}
