using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vigil.Core.Ports;

namespace Vigil.Core.Scanning.Clamd;

/// <summary>clamd over its stream command. It is believed only while it finds what it has to find (see <see cref="ClamdProof"/>).</summary>
public sealed partial class ClamdScanner(IOptions<ClamdOptions> options, TimeProvider time, ILogger<ClamdScanner> logger) : IFileScanner, IDisposable
{
    public const string Name = "clamd";

    private static readonly EngineState s_away = new(false, string.Empty, string.Empty);

    private readonly ClamdPool _pool = new(options.Value, time);

    /// <summary>The last version of clamd and its signatures that proved itself.</summary>
    private EngineState? _proven;

    public string Engine => Name;

    public async ValueTask<EngineState> StateAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _pool.UseAsync(options.Value.CommandTimeout, ProveAsync, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            Log.Away(logger, exception.Message);
            return s_away;
        }
    }

    public async ValueTask<EngineAnswer> ScanAsync(ScanSubject subject, CancellationToken cancellationToken)
    {
        if (subject.Length > options.Value.MaxBytes)
        {
            return Answer(s_away, (ScanVerdict.NotScanned, null, NotScannedReason.TooLarge));
        }

        await using var content = await subject.OpenAsync(cancellationToken);
        try
        {
            return await _pool.UseAsync(options.Value.Timeout, async (connection, token) =>
            {
                var state = await ProveAsync(connection, token);
                return Answer(state, ClamdReply.Read(await connection.ScanAsync(content, token)));
            }, cancellationToken);
        }
        catch (TimeoutException)
        {
            Log.TimedOut(logger, subject.Length);
            return Answer(s_away, (ScanVerdict.NotScanned, null, NotScannedReason.Timeout));
        }
        catch (IOException exception)
        {
            Log.Away(logger, exception.Message);
            return Answer(s_away, (ScanVerdict.NotScanned, null, NotScannedReason.EngineUnavailable));
        }
    }

    public void Dispose() => _pool.Dispose();

    private static EngineAnswer Answer(EngineState state, (ScanVerdict Verdict, string? Name, NotScannedReason? Reason) reply) => new(
        Name, state.Version, state.Signatures, reply.Verdict, reply.Name is null ? [] : [reply.Name], reply.Reason);

    /// <summary>clamd's version; for a new one only after it found what it has to find. Who does not answer this in time is away, or full.</summary>
    private async ValueTask<EngineState> ProveAsync(ClamdConnection connection, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.CommandTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var state = Parse(await connection.AskAsync("VERSION", linked.Token));
            if (state != _proven)
            {
                await ClamdProof.DemandAsync(connection, linked.Token);
                _proven = state;
                Log.Proven(logger, state.Version, state.Signatures);
            }

            return state;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("clamd does not answer.");
        }
    }

    /// <summary><c>ClamAV 1.4.3/27500/Mon Jan  5 08:00:00 2026</c>; without an official database only the first part.</summary>
    private static EngineState Parse(string version)
    {
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        return !version.StartsWith("ClamAV ", StringComparison.Ordinal)
            ? throw new IOException("clamd does not tell its version.")
            : slash < 0 ? new EngineState(true, version, "local") : new EngineState(true, version[..slash], version[(slash + 1)..]);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "clamd is away: {Fault}")]
        public static partial void Away(ILogger logger, string fault);

        [LoggerMessage(2, LogLevel.Warning, "clamd did not come to an end with a file of {Length} bytes")]
        public static partial void TimedOut(ILogger logger, long length);

        [LoggerMessage(3, LogLevel.Information, "Scanning with {Version}, signatures {Signatures}")]
        public static partial void Proven(ILogger logger, string version, string signatures);
    }
}
