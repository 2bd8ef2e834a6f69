using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vigil.Core.Ports;
using Vigil.Core.Scanning.Clamd;
using Vigil.Core.Telemetry;

namespace Vigil.Core.Scanning.Running;

/// <summary>All configured engines, side by side, on one file.</summary>
public sealed partial class ScanEngines(
    IEnumerable<IFileScanner> engines, EngineStates states, VerdictCache cache, IOptions<ScanningOptions> options, TimeProvider time,
    ILogger<ScanEngines> logger)
{
    /// <summary>Engines with signatures of their own: one of them has to vouch for a file, and what it says depends on the content alone.</summary>
    public static IReadOnlySet<string> SignatureEngines { get; } = new HashSet<string> { ClamdScanner.Name, DefenderAnswer.Engine };

    /// <summary>Every engine's answer, within the time-out.</summary>
    /// <param name="sha256">Of the content; makes answers of the cache count.</param>
    /// <exception cref="FileUnreadableException">The file was replaced or deleted meanwhile.</exception>
    public async ValueTask<IReadOnlyList<EngineAnswer>> ScanAsync(ScanSubject subject, string sha256, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await Task.WhenAll(engines.Select(e => RunAsync(e, subject, sha256, either.Token, cancellationToken)));
    }

    /// <summary>The verdict of these answers, by the policy: where Defender for Storage scans too, nothing is clean without its word.</summary>
    public FileVerdict Judge(IReadOnlyList<EngineAnswer> answers)
    {
        var verdict = VerdictRule.Of(answers, SignatureEngines, options.Value.InspectionSuffices);
        return verdict.Verdict == ScanVerdict.Clean && IsDefenderAwaited(answers)
            ? new FileVerdict(ScanVerdict.NotScanned, [], NotScannedReason.EngineUnavailable, answers)
            : verdict;
    }

    /// <summary>
    /// An engine is away or hangs, and nothing worse is known: the same scan may say more later. One that took all its time is not asked again where another
    /// one knows that the file cannot be looked into: it would take it again.
    /// </summary>
    public bool IsWorthAnotherTry(FileVerdict verdict) => verdict.Verdict == ScanVerdict.NotScanned
        && (verdict.Engines.Any(a => a.Reason is NotScannedReason.EngineUnavailable)
            || (verdict.Engines.Any(a => a.Reason is NotScannedReason.Timeout) && !verdict.Engines.Any(IsFinal))
            || IsDefenderAwaited(verdict.Engines));

    private static bool IsFinal(EngineAnswer answer) =>
        answer.Reason is NotScannedReason.Limits or NotScannedReason.Corrupt or NotScannedReason.Encrypted or NotScannedReason.TooLarge;

    private bool IsDefenderAwaited(IReadOnlyList<EngineAnswer> answers) =>
        options.Value.DefenderForStorage && answers.All(a => a.Engine != DefenderAnswer.Engine);

    private async Task<EngineAnswer> RunAsync(
        IFileScanner engine, ScanSubject subject, string sha256, CancellationToken limited, CancellationToken cancellationToken)
    {
        EngineAnswer answer;
        try
        {
            answer = await AskAsync(engine, subject, sha256, limited);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            answer = new EngineAnswer(engine.Engine, string.Empty, string.Empty, ScanVerdict.NotScanned, [], NotScannedReason.Timeout);
        }

#pragma warning disable CA1031 // An engine with a bug must not let a file through, nor keep the others from what they find.
        catch (Exception exception) when (exception is not (OperationCanceledException or FileUnreadableException or StorageUnavailableException))
#pragma warning restore CA1031
        {
            Log.Failed(logger, engine.Engine, exception);
            answer = new EngineAnswer(engine.Engine, string.Empty, string.Empty, ScanVerdict.NotScanned, [], NotScannedReason.EngineUnavailable);
        }

        VigilTelemetry.RecordScan(answer);
        return answer;
    }

    private async ValueTask<EngineAnswer> AskAsync(IFileScanner engine, ScanSubject subject, string sha256, CancellationToken cancellationToken)
    {
        if (!SignatureEngines.Contains(engine.Engine))
        {
            return await engine.ScanAsync(subject, cancellationToken);
        }

        var state = (await states.GetAsync(cancellationToken))[engine.Engine];
        if (await cache.FindAsync(engine.Engine, state, sha256, cancellationToken) is { } known)
        {
            return known;
        }

        var answer = await engine.ScanAsync(subject, cancellationToken);
        await cache.AddAsync(answer, sha256, cancellationToken);
        return answer;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The engine {Engine} failed")]
        public static partial void Failed(ILogger logger, string engine, Exception exception);
    }
}
