using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Senders;

namespace Vigil.Cli.Send;

/// <summary><c>vigil send</c>: what a sender does, from files.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("file") { Description = "Files with one delivery each", Arity = ArgumentArity.OneOrMore };
        var sender = new Option<string>("--sender") { Description = "Sender instance to post as", Required = true };
        var profile = new Option<string?>("--profile") { Description = "Profile of that instance, when its name is another" };
        var header = new Option<string[]>("--header") { Description = "A further header, as in 'X-GitHub-Event: code_scanning_alert'" };
        var data = DataOption.Create();
        var server = new ServerOptions();
        var command = new Command("send", "Sign files as a sender does and post them") { files, sender, profile, header, data };
        server.AddTo(command);
        command.Run(async (result, cancellationToken) =>
        {
            var name = result.GetRequiredValue(sender);
            var instance = InstanceOf(name, result.GetValue(profile) ?? name, result.GetRequiredValue(data).FullName);
            var chosen = Find(result.GetValue(profile) ?? instance.Profile);
            var secrets = await SecretsOf(instance, cancellationToken);
            var headers = (result.GetValue(header) ?? []).Select(Split).ToList();
            using var http = new HttpClient { BaseAddress = server.Address(result) };
            var poster = new DeliverySender(http, TimeProvider.System);
            var refused = 0;
            foreach (var file in result.GetRequiredValue(files))
            {
                var body = await ReadAsync(file, cancellationToken);
                var answer = await PostAsync(() => poster.PostAsync(
                    chosen, instance, secrets, body, $"msg_{Guid.NewGuid():N}", headers, false, cancellationToken), http.BaseAddress);
                refused += answer.Status < 300 ? 0 : 1;
                Print(file, answer, server.Json(result));
            }

            return refused == 0 ? 0 : 1;
        });
        return command;
    }

    private static SenderProfile Find(string name) => ProfileCatalog.LoadEmbedded().Find(name)
        ?? throw new CliException($"There is no sender profile '{name}'. See 'vigil senders list'.");

    /// <summary>The instance as Vigil knows it by the same settings: some schemes sign its audience or topic.</summary>
    private static SenderInstance InstanceOf(string name, string profile, string dataDirectory)
    {
        var options = new IntakeOptions();
        VigilSettings.Load(dataDirectory).GetSection("Intake").Bind(options);
        return new SenderInstances(Options.Create(options), ProfileCatalog.LoadEmbedded().Find).Find(name)?.Instance
            ?? SenderInstance.Unconfigured(name, profile);
    }

    private static async Task<IReadOnlyList<Secret>> SecretsOf(SenderInstance instance, CancellationToken cancellationToken)
    {
        var secrets = await new EnvironmentSecretSource(EnvironmentSecretSource.Variables()).GetAsync(instance.SecretName, cancellationToken);
        return secrets.Count > 0
            ? secrets
            : throw new CliException($"Set {EnvironmentSecretSource.VariableOf(instance.Name)} to the secret that Vigil has for '{instance.Name}'.");
    }

    private static KeyValuePair<string, string> Split(string header) =>
        header.Split(':', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, { Length: > 0 } value] && !value.AsSpan().ContainsAny('\r', '\n')
            ? KeyValuePair.Create(name, value)
            : throw new CliException($"'{header}' is not a header; write 'Name: value'.");

    private static async Task<DeliveryAnswer> PostAsync(Func<Task<DeliveryAnswer>> post, Uri server)
    {
        try
        {
            return await post();
        }
        catch (HttpRequestException exception)
        {
            throw new CliException($"Vigil does not answer at {server}: {exception.Message}", exception);
        }
    }

    private static async Task<byte[]> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(file.FullName, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{file.Name} cannot be read: {exception.Message}", exception);
        }
    }

    private static void Print(FileInfo file, DeliveryAnswer answer, bool json)
    {
        if (json)
        {
            Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(new SentFile(file.Name, answer), CliJson.Default.SentFile));
            return;
        }

        AnsiConsole.MarkupLineInterpolated(
            $"{answer.Status} {file.Name} {answer.AlertId ?? answer.Reason}{(answer.Duplicate ? " (duplicate)" : string.Empty)}");
    }
}

/// <summary>One line of <c>vigil send --json</c>.</summary>
internal sealed record SentFile(string File, DeliveryAnswer Answer);
