namespace Vigil.Core.Normalization;

/// <summary>A sender's mapping, compiled: from verified bytes to findings, without reflection and without parsing anything but the alert.</summary>
public abstract class AlertMapping
{
    /// <summary>Maps and validates every record. Never throws for any bytes; what cannot be mapped is <see cref="NormalizedRecord.Failed"/>.</summary>
    public abstract NormalizedAlert Map(AlertContext context, ReadOnlyMemory<byte> body);
}
