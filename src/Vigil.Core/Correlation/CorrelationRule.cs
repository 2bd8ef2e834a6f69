namespace Vigil.Core.Correlation;

/// <summary>Which fields findings must share to belong together. Kept in every incident, so that its grouping can be explained later.</summary>
/// <param name="Version">Raised by whoever changes the fields.</param>
public sealed record CorrelationRule(string Name, int Version, IReadOnlyList<CorrelationField> Fields)
{
    public static CorrelationRule Default { get; } =
        new("default", 1, [CorrelationField.Sender, CorrelationField.Analytic, CorrelationField.Primary]);
}
