namespace Vigil.Cli.Cost;

/// <summary>What so many alerts a day cost in a month of 730 hours.</summary>
internal sealed record CostEstimate(long AlertsPerDay, DateOnly PricesOf, string Region, string Currency, IReadOnlyList<CostLine> Lines)
{
    public decimal Total => Lines.Sum(l => l.Amount);

    public decimal PerMillionAlerts => Total / (AlertsPerDay * (decimal)CostModel.Days) * 1_000_000;

    /// <summary>The line that costs most.</summary>
    public CostLine Dominant => Lines.MaxBy(l => l.Amount)!;
}
