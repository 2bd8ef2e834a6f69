using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vigil.Cli.Shared;

namespace Vigil.Cli.Cost;

/// <summary><c>vigil cost</c>: what an installation in Azure would cost a month.</summary>
internal static class CostCommand
{
    public const long MaxAlertsPerDay = 10_000_000_000;

    public static Command Create()
    {
        var alerts = new Option<long>("--alerts-per-day") { Description = "Alerts a day", Required = true };
        var profile = new Option<FileInfo?>("--profile") { Description = "Measured: the JSON of 'vigil bench intake --json', with whatever else differs from the defaults" };
        var prices = new Option<FileInfo?>("--prices") { Description = "Another price table, of the same form as the built-in one" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("cost", "Estimate what Azure would cost a month, line by line") { alerts, profile, prices, json };
        command.Run((result, _) =>
        {
            var perDay = result.GetValue(alerts);
            if (perDay is < 1 or > MaxAlertsPerDay)
            {
                throw new CliException(string.Create(CultureInfo.InvariantCulture, $"--alerts-per-day is a number from 1 to {MaxAlertsPerDay:N0}."));
            }

            var model = new CostModel(
                result.GetValue(profile) is { } measured ? CostProfile.Read(measured) : new CostProfile(),
                result.GetValue(prices) is { } table ? PriceTable.Read(table) : PriceTable.Embedded(),
                perDay);
            Print(model.Estimate(), result.GetValue(json));
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Print(CostEstimate estimate, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(estimate, CliJson.Default.CostEstimate));
            return;
        }

        var table = new Table().RoundedBorder().AddColumns("", "", estimate.Currency, "how");
        foreach (var line in estimate.Lines)
        {
            table.AddRow(line.Group, line.Name, Amount(line.Amount), Markup.Escape(line.Formula));
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{estimate.AlertsPerDay:N0} alerts a day: {Amount(estimate.Total)} {estimate.Currency} a month, {Amount(estimate.PerMillionAlerts)} per million alerts."));
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{estimate.Dominant.Group}, {estimate.Dominant.Name}, dominates: {estimate.Dominant.Amount / estimate.Total:P0}. List prices of {estimate.Region}, {estimate.PricesOf:O}."));
    }

    private static string Amount(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);
}
