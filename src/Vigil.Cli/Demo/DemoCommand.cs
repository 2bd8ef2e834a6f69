using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectre.Console;
using Vigil.Cli.Azurite;
using Vigil.Cli.Send;
using Vigil.Cli.Shared;
using Vigil.Cli.Up;
using Vigil.Core.Enrichment.Assets;
using Vigil.Core.Enrichment.Assets.Import;
using Vigil.Core.Incidents;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Scanning.Uploads;
using Vigil.Core.Senders;

namespace Vigil.Cli.Demo;

/// <summary><c>vigil demo</c>: the whole way of an alert on a scratch store, with nothing to set up.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "End after printing; exit code 0 only when everything happened as expected" };
        var storage = new Option<StorageKind>("--storage") { Description = "sqlite, or azure: on an Azurite that the demo starts", DefaultValueFactory = _ => StorageKind.Sqlite };
        var command = new Command("demo", "See it work: sample assets, signed sample alerts of three senders, a test virus, incidents") { once, storage };
        command.Run(async (result, cancellationToken) =>
        {
            using var scratch = new ScratchDirectory();
            await using var azurite = result.GetValue(storage) == StorageKind.Azure ? await StartAzuriteAsync(scratch, cancellationToken) : null;
            var settings = new UpSettings(
                scratch.Path, IPAddress.Loopback, result.GetValue(once) ? 0 : FreePort(),
                new StorageChoice(result.GetValue(storage), azurite?.ConnectionStringOf(AzuriteProcess.DefaultAccount)));
            var secrets = DemoRun.MakeSecrets();
            await using var app = OneMachineHost.BuildQuietly(
                settings,
                [
                    // Whatever engines the machine's settings name: the demo needs none.
                    new("Scanning:InspectionSuffices", "true"),
                    .. secrets.Select(s => KeyValuePair.Create(EnvironmentSecretSource.VariableOf(s.Key), (string?)s.Value.Value)),
                ]);
            await OneMachineHost.StartAsync(app, settings, cancellationToken);
            await ImportAssetsAsync(app.Services, cancellationToken);
            var server = new Uri($"http://127.0.0.1:{OneMachineHost.PortOf(app)}");

            var asExpected = await RunAsync(app.Services, server, secrets, cancellationToken);
            if (!result.GetValue(once))
            {
                DemoReport.PrintNext(server);
                await app.WaitForShutdownAsync(cancellationToken);
            }

            await app.StopAsync(CancellationToken.None);
            return asExpected ? 0 : 1;
        });
        return command;
    }

    private static async Task<AzuriteProcess> StartAzuriteAsync(ScratchDirectory scratch, CancellationToken cancellationToken)
    {
        var script = AzuriteScript.Find() ?? throw new CliException("Azurite is not installed: " + AzuriteScript.HowToInstall);
        try
        {
            return await AzuriteProcess.StartAsync(
                script, Path.Combine(scratch.Path, "azurite"), [AzuriteProcess.DefaultAccount], blobPort: 0, queuePort: 0, cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            throw new CliException(exception.Message, exception);
        }
    }

    private static async Task<bool> RunAsync(
        IServiceProvider services, Uri server, IReadOnlyDictionary<string, Secret> secrets, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server };
        var run = new DemoRun(
            new DeliverySender(http, TimeProvider.System),
            services.GetRequiredService<ProfileCatalog>(),
            secrets,
            services.GetRequiredService<IBlobStore>(),
            services.GetRequiredService<UploadRecords>(),
            services.GetRequiredService<IncidentQueries>(),
            services.GetRequiredService<IIncidentQueue>(),
            TimeProvider.System);
        DemoReport.PrintStart(server);
        var asExpected = true;
        foreach (var step in DemoPlan.Steps)
        {
            var answer = await run.PostAsync(step, cancellationToken);
            asExpected &= step.IsAnsweredBy(answer);
            DemoReport.Print(step, answer);
        }

        using var client = new VigilClient(server, null);
        var uploads = new List<(DemoUpload Upload, string Id)>();
        foreach (var upload in DemoPlan.Uploads)
        {
            uploads.Add((upload, await run.UploadAsync(upload, client, cancellationToken)));
        }

        var events = await run.CollectAsync(cancellationToken);
        DemoReport.PrintPolicy();
        foreach (var (upload, id) in uploads)
        {
            var status = await DemoRun.StatusAsync(id, client, cancellationToken);
            asExpected &= status == upload.Status;
            DemoReport.Print(upload, id, status);
        }

        await DemoReport.PrintAsync(events, client, cancellationToken);
        asExpected &= DemoPlan.IsFulfilledBy(events);
        DemoReport.PrintVerdict(asExpected);
        return asExpected;
    }

    private static async Task ImportAssetsAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var sample = Samples.Open(Samples.Assets);
        var import = new AssetImport(services.GetRequiredService<IBlobStore>(), TimeProvider.System, new AssetImportLimits());
        var outcome = await import.ImportAsync(sample, AssetFileFormat.Csv, _ => { }, null, cancellationToken);
        if (outcome is not AssetImportOutcome.Imported imported)
        {
            throw new InvalidOperationException($"The sample assets are refused: {outcome}.");
        }

        AnsiConsole.MarkupLineInterpolated($"{imported.Assets} sample assets imported");
        await services.GetRequiredService<ReferenceData>().RefreshAsync(cancellationToken);
    }

    /// <summary>The port of the documentation, or any other while that one is taken.</summary>
    private static int FreePort()
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, UpSettings.DefaultPort);
            probe.Start();
            return UpSettings.DefaultPort;
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
