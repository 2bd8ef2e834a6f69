using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Vigil.Cli.Shared;
using Vigil.Core.Retention;

namespace Vigil.Cli.Retention;

/// <summary><c>vigil retention</c>: what is due to be deleted; the running application does it.</summary>
internal static class RetentionCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var storage = new StorageOptions();
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("retention", "Tell what is due to be deleted by its age; deletes nothing") { data, json };
        storage.AddTo(command);
        command.Run(async (result, cancellationToken) =>
        {
            await using var services = StoreServices.Open(result.GetRequiredValue(data), storage.Choice(result));
            var counts = await services.GetRequiredService<ExpireRecords>().PreviewAsync(cancellationToken);
            if (result.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(counts, CliJson.Default.IReadOnlyListExpiryCount));
                return 0;
            }

            var table = new Table().RoundedBorder().AddColumns("Records", "Stored", "Due");
            foreach (var count in counts)
            {
                table.AddRow(count.Name, count.Seen.ToString(CultureInfo.InvariantCulture), count.Expired.ToString(CultureInfo.InvariantCulture));
            }

            AnsiConsole.Write(table);
            return 0;
        });
        return command;
    }
}
