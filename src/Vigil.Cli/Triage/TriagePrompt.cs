using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Incidents.Headers;
using Vigil.Web.Incidents;

namespace Vigil.Cli.Triage;

/// <summary>Does one action on the incident in hand, as it was last seen; what it is afterwards.</summary>
internal delegate Task<IncidentItem> TriageStep(string verb, int triageRevision, TriageRequest request);

/// <summary>Asks the person what to do with a claimed incident, until it is out of hand.</summary>
internal static class TriagePrompt
{
    private const string Leave = "leave it in progress";

    /// <summary>Asks only where a person can answer.</summary>
    public static async Task WorkAsync(int triageRevision, TriageStep act)
    {
        while (AnsiConsole.Profile.Capabilities.Interactive && !Console.IsInputRedirected)
        {
            var choice = AnsiConsole.Prompt(new SelectionPrompt<string>().Title("What now?").AddChoices("comment", "close", "resolve", "hold", Leave));
            if (choice == Leave)
            {
                return;
            }

            var item = await TryAsync(act, choice, triageRevision, Ask(choice));
            triageRevision = item?.TriageRevision ?? triageRevision;
            if (item is not null && choice != "comment")
            {
                return;
            }
        }
    }

    private static TriageRequest Ask(string verb)
    {
        var verdict = verb == "close"
            ? AnsiConsole.Prompt(new SelectionPrompt<string>().Title("Verdict?").AddChoices(Verdict.All.Select(Verdict.Name)))
            : null;
        var comment = new TextPrompt<string>("Comment:") { AllowEmpty = verb != "comment" };
        var text = AnsiConsole.Prompt(comment);
        return new TriageRequest(text.Length == 0 ? null : text, verdict);
    }

    private static async Task<IncidentItem?> TryAsync(TriageStep act, string verb, int triageRevision, TriageRequest request)
    {
        try
        {
            var item = await act(verb, triageRevision, request);
            IncidentPrinter.Print(item, json: false);
            return item;
        }
        catch (CliException exception)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]{exception.Message}[/]");
            return null;
        }
    }
}
