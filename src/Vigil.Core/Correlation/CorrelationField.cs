namespace Vigil.Core.Correlation;

/// <summary>What findings can be grouped by. The tenant always counts.</summary>
public enum CorrelationField
{
    /// <summary>The sender's instance.</summary>
    Sender,

    /// <summary>What raised the finding.</summary>
    Analytic,

    /// <summary>What the finding is about; a finding that names nothing stands alone.</summary>
    Primary,
}
