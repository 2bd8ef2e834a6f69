using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Senders.Live;

namespace Vigil.Cli.Senders;

/// <summary><c>vigil senders remove</c>: takes a profile, or <c>instances.yaml</c>, out of the reference data; what ships is in force again.</summary>
internal static class RemoveCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "Name of the profile, or instances.yaml" };
        var reference = new ReferenceOptions();
        var command = new Command("remove", "Take a profile or instances.yaml out of the reference data") { name };
        reference.AddTo(command);
        command.Run(async (result, cancellationToken) =>
        {
            var chosen = result.GetRequiredValue(name);
            var file = chosen == Path.GetFileName(SenderFiles.Instances) ? SenderFiles.Instances
                : Core.Intake.SenderInstance.IsName(chosen) ? SenderFiles.NameOf(chosen)
                : throw new CliException($"'{chosen}' is no name of a profile.");
            await using var services = await reference.OpenAsync(result, cancellationToken);
            if (!await services.GetRequiredService<SenderFiles>().RemoveAsync(file, cancellationToken))
            {
                throw new CliException($"There is no {file} in the reference data.");
            }

            AnsiConsole.MarkupLineInterpolated($"{file} is gone from the reference data.");
            return 0;
        });
        return command;
    }
}
