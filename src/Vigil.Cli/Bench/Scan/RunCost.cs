namespace Vigil.Cli.Bench.Scan;

/// <summary>What a run over files took.</summary>
/// <param name="CpuMilliseconds">Per file, of this process: client and server, without clamd.</param>
internal sealed record RunCost(double FilesPerSecond, double CpuMilliseconds);
