using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Senders.Live;

namespace Vigil.Cli.Senders;

/// <summary><c>vigil senders install</c>: puts a profile, or <c>instances.yaml</c>, into the reference data; a running Vigil takes it within seconds.</summary>
internal static class InstallCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A profile, or instances.yaml" };
        var reference = new ReferenceOptions();
        var command = new Command("install", "Put a profile or instances.yaml into the reference data; a running Vigil takes it within seconds") { file };
        reference.AddTo(command);
        command.Run(async (result, cancellationToken) =>
        {
            var chosen = result.GetRequiredValue(file);
            var text = ProfileSource.ReadText(chosen);
            await using var services = await reference.OpenAsync(result, cancellationToken);
            var live = services.GetRequiredService<LiveSenders>();
            await live.RefreshAsync(cancellationToken);
            var name = chosen.Name == Path.GetFileName(SenderFiles.Instances) ? SenderFiles.Instances : SenderFiles.NameOf(ProfileSource.Compile(chosen, text).Name);
            if (live.WhyNot(new SenderFile(name, "", text)) is { } refusal)
            {
                throw new CliException($"{chosen.Name}:{refusal.Line}: {refusal.Problem}");
            }

            await services.GetRequiredService<SenderFiles>().WriteAsync(name, text, cancellationToken);
            AnsiConsole.MarkupLineInterpolated($"{chosen.Name} is in the reference data as {name}.");
            return 0;
        });
        return command;
    }
}
