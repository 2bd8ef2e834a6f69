using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Incidents.Headers;
using Vigil.Core.Incidents.Triage;
using Vigil.Web;
using Vigil.Web.Incidents;

namespace Vigil.Cli.Triage;

/// <summary><c>vigil triage</c>: what analysts do, over the HTTP API.</summary>
internal static class TriageCommand
{
    private static readonly ServerOptions s_server = new();

    public static Command Create()
    {
        var command = new Command("triage", "Work on incidents")
        {
            ListCommand.Create(s_server),
            Show(),
            Next(),
            ReceiveCommand.Create(),
            Action("claim", "Take an incident on"),
            Assign(),
            Action("hold", "Put an incident on hold"),
            Action("resolve", "Resolve an incident"),
            Close(),
            Action("reopen", "Open a resolved or closed incident again"),
            Comment(),
            Action(TriageRequest.LegalHold, "Keep all that an incident refers to, whatever its age"),
            Action(TriageRequest.LegalRelease, "End the legal hold"),
        };
        s_server.AddTo(command);
        return command;
    }

    private static Argument<string> Id() => new("id") { Description = "Id of the incident" };

    private static Option<string?> CommentOption() => new("--comment") { Description = "Say why" };

    private static Command Show()
    {
        var id = Id();
        var command = new Command("show", "Show an incident with its receipt, evidence and history") { id };
        command.Run(async (result, cancellationToken) =>
        {
            using var client = s_server.Connect(result);
            var view = await client.GetAsync(Path(result.GetRequiredValue(id)), WebJson.Default.IncidentView, cancellationToken);
            IncidentPrinter.Print(view, s_server.Json(result));
            return 0;
        });
        return command;
    }

    private static Command Next()
    {
        var command = new Command("next", "Claim the most urgent incident that nobody has, and work on it");
        command.Run(async (result, cancellationToken) =>
        {
            using var client = s_server.Connect(result);
            var answer = await client.PostAsync("incidents/next", [], null, cancellationToken);
            if (answer.ValueKind == JsonValueKind.Undefined)
            {
                CommandAction.Errors.MarkupLine("Nothing waits: no incident is New.");
                return 2;
            }

            var view = answer.Deserialize(WebJson.Default.IncidentView)!;
            IncidentPrinter.Print(view, s_server.Json(result));
            if (!s_server.Json(result))
            {
                await TriagePrompt.WorkAsync(view.TriageRevision, (verb, revision, request) => ActAsync(client, view.Id, verb, revision, request, cancellationToken));
            }

            return 0;
        });
        return command;
    }

    private static Command Action(string verb, string description)
    {
        var id = Id();
        var comment = CommentOption();
        var command = new Command(verb, description) { id, comment };
        command.Run((result, cancellationToken) => ActAsync(
            result, result.GetRequiredValue(id), verb, new TriageRequest(result.GetValue(comment)), cancellationToken));
        return command;
    }

    private static Command Assign()
    {
        var id = Id();
        var to = new Argument<string>("person") { Description = "Who gets it, as the sign-in knows the person" };
        var comment = CommentOption();
        var command = new Command("assign", "Give an incident to somebody") { id, to, comment };
        command.Run((result, cancellationToken) =>
        {
            var person = result.GetRequiredValue(to);
            var request = new TriageRequest(result.GetValue(comment), Assignee: new TriageActor(person, person));
            return ActAsync(result, result.GetRequiredValue(id), "assign", request, cancellationToken);
        });
        return command;
    }

    private static Command Close()
    {
        var id = Id();
        var verdict = new Option<string>("--verdict") { Description = "What it was", Required = true };
        verdict.AcceptOnlyFromAmong([.. Verdict.All.Select(Verdict.Name)]);
        var comment = CommentOption();
        var command = new Command("close", "Close an incident with a verdict") { id, verdict, comment };
        command.Run((result, cancellationToken) => ActAsync(
            result, result.GetRequiredValue(id), "close", new TriageRequest(result.GetValue(comment), result.GetRequiredValue(verdict)), cancellationToken));
        return command;
    }

    private static Command Comment()
    {
        var id = Id();
        var text = new Argument<string>("text") { Description = "What to say" };
        var command = new Command("comment", "Say something about an incident") { id, text };
        command.Run((result, cancellationToken) => ActAsync(
            result, result.GetRequiredValue(id), "comment", new TriageRequest(result.GetRequiredValue(text)), cancellationToken));
        return command;
    }

    /// <summary>Acts on the incident as it is now: a person at a prompt decides on what he was just shown or knows.</summary>
    private static async Task<int> ActAsync(ParseResult result, string id, string verb, TriageRequest request, CancellationToken cancellationToken)
    {
        using var client = s_server.Connect(result);
        var view = await client.GetAsync(Path(id), WebJson.Default.IncidentView, cancellationToken);
        var item = await ActAsync(client, id, verb, view.TriageRevision, request, cancellationToken);
        IncidentPrinter.Print(item, s_server.Json(result));
        return 0;
    }

    private static async Task<IncidentItem> ActAsync(
        VigilClient client, string id, string verb, int triageRevision, TriageRequest request, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, WebJson.Default.TriageRequest);
        var answer = await client.PostAsync(string.Create(CultureInfo.InvariantCulture, $"{Path(id)}/{verb}"), body, triageRevision, cancellationToken);
        return answer.Deserialize(WebJson.Default.IncidentItem)!;
    }

    private static string Path(string id) => "incidents/" + Uri.EscapeDataString(id);
}
