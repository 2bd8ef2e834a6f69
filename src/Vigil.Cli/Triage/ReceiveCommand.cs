using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core;
using Vigil.Core.Incidents;
using Vigil.Core.Incidents.Triage;
using Vigil.Web;
using Vigil.Web.Incidents;

namespace Vigil.Cli.Triage;

/// <summary><c>vigil triage receive</c>: triage straight from the queue of incidents, on the machine that has the data.</summary>
internal static class ReceiveCommand
{
    private const string Claim = "claim";
    private const string Skip = "skip";
    private const string Quit = "quit";

    /// <summary>How long a person may think before the message goes to somebody else.</summary>
    private static readonly TimeSpan s_lock = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_skipDelay = TimeSpan.FromMinutes(15);

    public static Command Create()
    {
        var data = DataOption.Create();
        var json = new Option<bool>("--json") { Description = "Print the next incident as JSON and give it back" };
        var storage = new StorageOptions();
        var command = new Command("receive", "Take incidents from the queue, one after the other") { data, json };
        storage.AddTo(command);
        command.Run(async (result, cancellationToken) =>
        {
            var directory = result.GetRequiredValue(data).FullName;
            var settings = VigilSettings.Load(directory);
            var collection = new ServiceCollection().AddLogging().AddVigil(settings);
            storage.Choice(result).AddTo(collection, directory, settings);
            await using var services = collection.BuildServiceProvider();
            return await ReceiveAsync(services, result.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> ReceiveAsync(ServiceProvider services, bool json, CancellationToken cancellationToken)
    {
        var receiver = services.GetRequiredService<IncidentReceiver>();
        var shown = 0;
        while (await receiver.NextAsync(s_lock, cancellationToken) is { } offered)
        {
            shown++;
            var detail = await services.GetRequiredService<IncidentQueries>()
                .GetAsync(offered.Incident.Id, IncidentEndpoint.FindingsPerPage, cancellationToken);
            IncidentPrinter.Print(await services.GetRequiredService<IncidentViewer>().ViewAsync(detail!, cancellationToken), json);
            var choice = json || !AnsiConsole.Profile.Capabilities.Interactive || Console.IsInputRedirected
                ? Quit
                : AnsiConsole.Prompt(new SelectionPrompt<string>().Title("This incident?").AddChoices(Claim, Skip, Quit));
            if (choice == Claim)
            {
                await ClaimAsync(services, offered, cancellationToken);
                continue;
            }

            await receiver.SkipAsync(offered, choice == Skip ? s_skipDelay : TimeSpan.Zero, cancellationToken);
            if (choice == Quit)
            {
                return 0;
            }
        }

        CommandAction.Errors.MarkupLine("The queue is empty.");
        return shown == 0 ? 2 : 0;
    }

    private static async Task ClaimAsync(ServiceProvider services, OfferedIncident offered, CancellationToken cancellationToken)
    {
        var me = new TriageActor(Environment.UserName, Environment.UserName);
        var outcome = await services.GetRequiredService<IncidentReceiver>().ClaimAsync(offered, me, cancellationToken);
        if (outcome is TriageOutcome.Refused refused)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]{refused.Detail}[/]");
            return;
        }

        var triage = services.GetRequiredService<IncidentTriage>();
        var revision = ((TriageOutcome.Done)outcome).Incident.Triage.Revision;
        await TriagePrompt.WorkAsync(revision, async (verb, seen, request) =>
            await triage.ActAsync(offered.Incident.Id, seen, me, request.ToAction(verb).Action!, cancellationToken) switch
            {
                TriageOutcome.Done done => IncidentItem.From(done.Incident.ToSummary()),
                TriageOutcome.Refused other => throw new CliException($"{other.Reason.Name()}: {other.Detail}"),
                _ => throw new InvalidOperationException("A triage action is done or refused."),
            });
    }
}
