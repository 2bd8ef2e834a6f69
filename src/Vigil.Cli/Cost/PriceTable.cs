using System.Text.Json;
using Vigil.Cli.Shared;

namespace Vigil.Cli.Cost;

/// <summary>List prices of one day in one region. The embedded table can be replaced by a file of the same form (<c>--prices</c>).</summary>
internal sealed record PriceTable(DateOnly Date, string Region, string Currency, IReadOnlyDictionary<string, Price> Prices)
{
    private const string Resource = "prices";

    public static PriceTable Embedded()
    {
        using var stream = typeof(PriceTable).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize(stream, CliJson.Default.PriceTable)!;
    }

    /// <exception cref="CliException">The file is no price table, or lacks a price.</exception>
    public static PriceTable Read(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            var table = JsonSerializer.Deserialize(stream, CliJson.Default.PriceTable) ?? throw new JsonException("It is null.");
            var missing = Embedded().Prices.Keys.Except(table.Prices?.Keys ?? []).ToList();
            return missing.Count == 0 ? table : throw new CliException($"{file.Name} lacks the prices {string.Join(", ", missing)}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CliException($"{file.Name} is no price table: {exception.Message}", exception);
        }
    }

    public decimal this[string name] => Prices[name].Amount;
}

/// <param name="Amount">In the table's currency.</param>
/// <param name="Unit">What it buys.</param>
/// <param name="Source">Where it was read.</param>
internal sealed record Price(decimal Amount, string Unit, string Source);
