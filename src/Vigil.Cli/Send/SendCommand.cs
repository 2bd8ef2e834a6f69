using System.CommandLine;
using Spectre.Console;
using Vigil.Cli.Senders;
using Vigil.Cli.Shared;

namespace Vigil.Cli.Send;

/// <summary><c>vigil send</c>, also under <c>vigil senders</c>: what a sender does, from files.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("file") { Description = "Files with one delivery each", Arity = ArgumentArity.OneOrMore };
        var sender = new SenderOptions();
        var server = new ServerOptions();
        var command = new Command("send", "Sign files as a sender does and post them") { files };
        sender.AddTo(command);
        server.AddTo(command);
        command.Run(async (result, cancellationToken) =>
        {
            var (instance, profile) = sender.Find(result);
            var secrets = await SenderOptions.SecretsOf(instance, cancellationToken);
            var headers = sender.Headers(result);
            using var http = new HttpClient { BaseAddress = server.Address(result) };
            var poster = new DeliverySender(http, TimeProvider.System);
            var refused = 0;
            foreach (var file in result.GetRequiredValue(files))
            {
                var body = ProfileSource.Read(file);
                var answer = await PostAsync(() => poster.PostAsync(
                    profile, instance, secrets, body, DeliverySender.NewId(), headers, false, cancellationToken), http.BaseAddress);
                refused += answer.Status < 300 ? 0 : 1;
                Print(file, answer, server.Json(result));
            }

            return refused == 0 ? 0 : 1;
        });
        return command;
    }

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
