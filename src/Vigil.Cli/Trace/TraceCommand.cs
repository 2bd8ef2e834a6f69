using System.CommandLine;
using System.Text.Json;
using Vigil.Cli.Shared;
using Vigil.Web;

namespace Vigil.Cli.Trace;

/// <summary><c>vigil trace</c>: the whole way of an alert, over the HTTP API.</summary>
internal static class TraceCommand
{
    public static Command Create()
    {
        var server = new ServerOptions();
        var id = new Argument<string>("alert") { Description = "Id of the alert: what its sender was answered" };
        var command = new Command("trace", "Show the whole way of an alert: verification, findings, scores, incidents, triage") { id };
        server.AddTo(command);
        command.Run(async (result, cancellationToken) =>
        {
            using var client = server.Connect(result);
            var path = "alerts/" + Uri.EscapeDataString(result.GetRequiredValue(id));
            var trace = await client.GetAsync(path, WebJson.Default.AlertTrace, cancellationToken);
            if (server.Json(result))
            {
                Console.WriteLine(JsonSerializer.Serialize(trace, WebJson.Default.AlertTrace));
            }
            else
            {
                TracePrinter.Print(trace);
            }

            return 0;
        });
        return command;
    }
}
