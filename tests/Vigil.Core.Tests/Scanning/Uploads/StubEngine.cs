using Vigil.Core.Ports;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Clamd;

namespace Vigil.Core.Tests.Scanning.Uploads;

/// <summary>Stands where clamd stands and says what the test says, after reading the whole file as an engine does.</summary>
internal sealed class StubEngine : IFileScanner
{
    public string Engine => ClamdScanner.Name;

    public string Signatures { get; set; } = "27500";

    /// <summary>Null: it is away.</summary>
    public Func<byte[], (ScanVerdict Verdict, IReadOnlyList<string> Findings, NotScannedReason? Reason)>? Says { get; set; } = Eicar;

    /// <summary>Runs after the file was read and before the answer.</summary>
    public Func<Task> OnScanned { get; set; } = () => Task.CompletedTask;

    public int Scans { get; private set; }

    public ValueTask<EngineState> StateAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(Says is null ? new EngineState(false, string.Empty, string.Empty) : new EngineState(true, "1", Signatures));

    public async ValueTask<EngineAnswer> ScanAsync(ScanSubject subject, CancellationToken cancellationToken)
    {
        Scans++;
        if (Says is null)
        {
            return new EngineAnswer(Engine, string.Empty, string.Empty, ScanVerdict.NotScanned, [], NotScannedReason.EngineUnavailable);
        }

        await using var content = await subject.OpenAsync(cancellationToken);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        await OnScanned();
        var (verdict, findings, reason) = Says(copy.ToArray());
        return new EngineAnswer(Engine, "1", Signatures, verdict, findings, reason);
    }

    private static (ScanVerdict Verdict, IReadOnlyList<string> Findings, NotScannedReason? Reason) Eicar(byte[] content) =>
        content.AsSpan().IndexOf(Subjects.Eicar) >= 0 ? (ScanVerdict.Malicious, ["Eicar-Test-Signature"], null) : (ScanVerdict.Clean, [], null);
}
