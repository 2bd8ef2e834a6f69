using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Web;
using Vigil.Web.Uploads;

namespace Vigil.Cli.Scan;

/// <summary><c>vigil scan release</c>: lets an upload go against its verdict, over the HTTP API.</summary>
internal static class ReleaseCommand
{
    public static Command Create()
    {
        var server = new ServerOptions();
        var id = new Argument<string>("id") { Description = "Id of the upload" };
        var reason = new Option<string>("--reason") { Description = "Why; stands in the audit", Required = true };
        var command = new Command("release", "Let an upload go that was quarantined or held; audited") { id, reason };
        server.AddTo(command);
        command.Run(async (result, cancellationToken) =>
        {
            using var client = server.Connect(result);
            var body = JsonSerializer.SerializeToUtf8Bytes(new ReleaseRequest(result.GetRequiredValue(reason)), WebJson.Default.ReleaseRequest);
            var answer = await client.PostAsync($"uploads/{Uri.EscapeDataString(result.GetRequiredValue(id))}/release", body, null, cancellationToken);
            if (server.Json(result))
            {
                Console.WriteLine(answer.GetRawText());
                return 0;
            }

            var upload = answer.Deserialize(WebJson.Default.UploadView)!;
            AnsiConsole.WriteLine(TerminalText.Clean($"{upload.UploadId} {upload.Name} is {upload.Status}"));
            return 0;
        });
        return command;
    }
}
