using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Vigil.Core.Ports;

namespace Vigil.Core.Operations;

/// <summary>
/// What people did to the installation rather than to an incident: one entry each under <c>audit/operations/{day}/</c>, created before the act it
/// tells of and never replaced.
/// </summary>
public sealed partial class OperationsAudit(IBlobStore blobs, TimeProvider time, ILogger<OperationsAudit> logger)
{
    /// <summary>Where the entries lie; no id of an incident looks like it.</summary>
    public const string Prefix = "operations/";

    public const string Replay = "replay-dead-letter";
    public const string Import = "import-reference-data";
    public const string Release = "release-upload";

    /// <param name="action">One of the constants here.</param>
    /// <param name="subject">What is acted on.</param>
    /// <param name="detail">No payload, no secret.</param>
    public async ValueTask EnterAsync(string actor, string action, string subject, string detail, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var json = JsonSerializer.SerializeToUtf8Bytes(new OperationsEntry(now, actor, action, subject, detail), OperationsJson.Default.OperationsEntry);
        Log.Entered(logger, actor, action, subject, detail);
        var stamp = now.ToString("yyyyMMdd'/'HHmmssfffffff", CultureInfo.InvariantCulture);
        await blobs.CreateAsync(Containers.Audit, $"{Prefix}{stamp}-{DeterministicId.Of(actor, action, subject, detail)}", json, null, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{User} acts: {Action} {Subject} {Detail}")]
        public static partial void Entered(ILogger logger, string user, string action, string subject, string detail);
    }
}
