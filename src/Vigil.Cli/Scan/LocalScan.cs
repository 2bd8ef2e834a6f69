using Vigil.Core.Ports;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Running;

namespace Vigil.Cli.Scan;

/// <summary>Files of this machine under the engines and the rule that uploads are scanned by.</summary>
/// <param name="inspectionSuffices">Files are clean also where no engine with signatures looked at them.</param>
internal sealed class LocalScan(IReadOnlyList<IFileScanner> engines, bool inspectionSuffices)
{
    /// <summary>Scans several at a time and tells of each in the order in which they are given.</summary>
    public async IAsyncEnumerable<ScannedFile> RunAsync(
        IEnumerable<FoundFile> files, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var running = new Queue<Task<ScannedFile>>();
        foreach (var file in files)
        {
            if (running.Count > Environment.ProcessorCount)
            {
                yield return await running.Dequeue();
            }

            running.Enqueue(Task.Run(() => ScanAsync(file, cancellationToken), cancellationToken));
        }

        while (running.TryDequeue(out var last))
        {
            yield return await last;
        }
    }

    private async Task<ScannedFile> ScanAsync(FoundFile file, CancellationToken cancellationToken)
    {
        if (file.Fault is { } fault)
        {
            return ScannedFile.Unreadable(file, fault);
        }

        if (file.IsSpecial)
        {
            return ScannedFile.Of(file, new FileVerdict(ScanVerdict.NotScanned, [], NotScannedReason.Unsupported, []));
        }

        var subject = LocalFile.SubjectOf(file, cancellationToken);
        try
        {
            var answers = await Task.WhenAll(engines.Select(e => e.ScanAsync(subject, cancellationToken).AsTask()));
            return ScannedFile.Of(file, VerdictRule.Of(answers, ScanEngines.SignatureEngines, inspectionSuffices));
        }
        catch (FileUnreadableException exception)
        {
            return ScannedFile.Unreadable(file, exception.Message);
        }
    }
}
