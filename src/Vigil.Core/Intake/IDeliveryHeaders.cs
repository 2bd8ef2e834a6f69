namespace Vigil.Core.Intake;

/// <summary>Request headers as the verification sees them. Names ignore case.</summary>
public interface IDeliveryHeaders
{
    /// <summary>How often the header was sent; <paramref name="value"/> is the value when it was sent exactly once, else null.</summary>
    int Read(string name, out string? value);
}
