using System.CommandLine;
using System.Text.Json;
using Vigil.Cli.Send;
using Vigil.Cli.Shared;

namespace Vigil.Cli.Senders;

/// <summary><c>vigil senders sign</c>: the headers that a sender would send with a file, and the call to send it with.</summary>
internal static class SignCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "File with one delivery" };
        var output = new Option<FileInfo?>("--output") { Description = "Where to write what is to be sent, for schemes that put the file into an envelope" };
        var sender = new SenderOptions();
        var server = new ServerOptions();
        var command = new Command("sign", "Print the headers that a sender would send with a file, and the call with curl") { file, output };
        sender.AddTo(command);
        server.AddTo(command);
        command.Run(async (result, cancellationToken) =>
        {
            var body = ProfileSource.Read(result.GetRequiredValue(file));
            var (instance, profile) = sender.Find(result);
            var secrets = await SenderOptions.SecretsOf(instance, cancellationToken);
            var signed = DeliverySender.Sign(profile, instance, secrets, body, DeliverySender.NewId(), TimeProvider.System.GetUtcNow());
            var sent = result.GetValue(output) ?? (signed.Body.Span.SequenceEqual(body) ? result.GetRequiredValue(file)
                : throw new CliException($"{profile.Title} puts what it sends into an envelope; say with --output where to write that."));
            if (result.GetValue(output) is not null)
            {
                await File.WriteAllBytesAsync(sent.FullName, signed.Body.ToArray(), cancellationToken);
            }

            Print(new SignedCall(
                new Uri(server.Address(result), DeliverySender.PathOf(instance, signed)).ToString(),
                [new("Content-Type", profile.Delivery.ContentTypes[0]), .. signed.Headers, .. sender.Headers(result)],
                sent.FullName), server.Json(result));
            return 0;
        });
        return command;
    }

    private static void Print(SignedCall call, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(call, CliJson.Default.SignedCall));
            return;
        }

        foreach (var (name, value) in call.Headers)
        {
            Console.WriteLine($"{name}: {value}");
        }

        Console.WriteLine();
        Console.WriteLine($"curl {string.Join(' ', call.Headers.Select(h => $"-H {Quoted($"{h.Key}: {h.Value}")}"))} --data-binary {Quoted($"@{call.File}")} {Quoted(call.Url)}");
    }

    /// <summary>As a shell reads it.</summary>
    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

/// <summary>What <c>vigil senders sign --json</c> prints.</summary>
internal sealed record SignedCall(string Url, IReadOnlyList<KeyValuePair<string, string>> Headers, string File);
