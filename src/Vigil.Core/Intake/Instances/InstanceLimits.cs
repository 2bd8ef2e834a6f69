namespace Vigil.Core.Intake;

/// <summary>Limits of one instance; null means those of <see cref="IntakeOptions"/>.</summary>
public sealed class InstanceLimits
{
    /// <summary>Deliveries per second and address. Default: <see cref="IntakeOptions.RatePerSecond"/>.</summary>
    public double? RatePerSecond { get; set; }

    /// <summary>Deliveries that one address may send at once. Default: <see cref="IntakeOptions.Burst"/>.</summary>
    public int? Burst { get; set; }
}
