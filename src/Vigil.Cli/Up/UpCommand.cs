using System.CommandLine;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vigil.Cli.Shared;

namespace Vigil.Cli.Up;

/// <summary><c>vigil up</c>: the whole application in one process.</summary>
internal static partial class UpCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var port = new Option<int>("--port") { Description = "Port to listen on", DefaultValueFactory = _ => UpSettings.DefaultPort };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var number) || number is < 0 or > 65535))
            {
                result.AddError("--port is a number from 0 to 65535.");
            }
        });
        var listen = new Option<IPAddress>("--listen")
        {
            Description = "Address to listen on; any but loopback needs triage authentication",
            DefaultValueFactory = _ => IPAddress.Loopback,
            CustomParser = result =>
            {
                if (!IPAddress.TryParse(result.Tokens.Single().Value, out var address))
                {
                    result.AddError("--listen is an IP address.");
                }

                return address;
            },
        };
        var storage = new StorageOptions();
        var command = new Command("up", "Run Vigil on this machine") { data, port, listen };
        storage.AddTo(command);
        command.Run(async (result, cancellationToken) =>
        {
            var settings = new UpSettings(
                result.GetRequiredValue(data).FullName, result.GetRequiredValue(listen), result.GetValue(port), storage.Choice(result));
            await using var app = OneMachineHost.Build(settings, []);
            await OneMachineHost.StartAsync(app, settings, cancellationToken);
            Log.Listens(app.Services.GetRequiredService<ILogger<UpSettings>>(), OneMachineHost.AddressOf(app), settings.DataDirectory);
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        });
        return command;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Vigil listens on {Address}, data in {Directory}")]
        public static partial void Listens(ILogger logger, Uri address, string directory);
    }
}
