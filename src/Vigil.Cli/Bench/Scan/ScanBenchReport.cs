namespace Vigil.Cli.Bench.Scan;

/// <summary>The median round of each, per size of files.</summary>
internal sealed record ScanBenchReport(int Concurrency, IReadOnlyList<ScanBenchRow> Rows);

/// <param name="Vigil">Files per second, from the first byte sent to the last file in <c>clean/</c>.</param>
/// <param name="Clamdscan">Files per second of <c>clamdscan --stream</c>.</param>
/// <param name="VigilCpu">Milliseconds of CPU time per file, of client and server together, without clamd.</param>
internal sealed record ScanBenchRow(int Bytes, double Vigil, double Clamdscan, double VigilCpu)
{
    /// <summary>Vigil's rate as a part of clamdscan's.</summary>
    public double Ratio => Vigil / Clamdscan;

    public double VigilMegabytes => Vigil * Bytes / 1e6;

    public double ClamdscanMegabytes => Clamdscan * Bytes / 1e6;
}
