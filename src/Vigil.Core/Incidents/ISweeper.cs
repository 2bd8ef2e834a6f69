namespace Vigil.Core.Incidents;

/// <summary>A part of the pipeline that finishes what a crash left half done and no message will bring back.</summary>
public interface ISweeper
{
    /// <summary>One bounded round.</summary>
    ValueTask SweepAsync(CancellationToken cancellationToken);
}
