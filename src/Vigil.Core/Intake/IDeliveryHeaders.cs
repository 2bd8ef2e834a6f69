namespace Vigil.Core.Intake;

/// <summary>Request headers, or parameters of the query, as the verification sees them. Names ignore case.</summary>
public interface IDeliveryHeaders
{
    /// <summary>How often it was sent; <paramref name="value"/> is the value when it was sent exactly once, else null.</summary>
    int Read(string name, out string? value);
}
