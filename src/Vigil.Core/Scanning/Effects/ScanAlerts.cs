using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Vigil.Core.Intake;
using Vigil.Core.Messaging;
using Vigil.Core.Ports;
using Vigil.Core.Scanning.Uploads;
using Vigil.Core.Senders;

namespace Vigil.Core.Scanning.Effects;

/// <summary>Raises the alert of a scan: it takes the way of every other alert, from the sender instance <c>scan</c>, which nobody outside can be.</summary>
public sealed class ScanAlerts(IBlobStore blobs, IClaimCheck claims, IMessageQueues queues, ProfileLookup profiles, TimeProvider time)
{
    /// <summary>Name of the profile and of its only instance.</summary>
    public const string Instance = "scan";

    private const int MaxFolders = 8;

    /// <summary>Nothing for a clean file. Of files that were not scanned for other reasons than a password, the first of an uploader and day.</summary>
    public async ValueTask RaiseAsync(UploadRecord upload, UploadVerdict verdict, CancellationToken cancellationToken)
    {
        if (IdOf(upload, verdict) is not { } id)
        {
            return;
        }

        var key = KeyOf(upload, verdict);
        var body = JsonSerializer.SerializeToUtf8Bytes(Describe(key, upload, verdict), ScanAlertJson.Default.ScanAlert);
        var message = WorkMessage.Create(WorkMessage.Alert, id, 0, time.GetUtcNow()).ToJson();
        var create = await claims.CreateAndSendAsync(
            Containers.Alerts, id, body, Metadata(body).ToBlobMetadata(), Queues.Detections, message, cancellationToken);
        if (!create.Done && await blobs.FindAsync(Containers.Done, id, cancellationToken) is null)
        {
            await queues.SendAsync(Queues.Detections, message, TimeSpan.Zero, cancellationToken);
        }
    }

    /// <summary>Id of the alert that this verdict raises; null for none.</summary>
    public static string? IdOf(UploadRecord upload, UploadVerdict verdict) =>
        verdict.File.Verdict == ScanVerdict.Clean ? null : DeterministicId.Of(Instance, KeyOf(upload, verdict));

    private static string KeyOf(UploadRecord upload, UploadVerdict verdict) => verdict.Target is not null
        ? $"scan:{upload.UploadId}:{verdict.Sha256}:{verdict.Signatures}"
        : string.Create(CultureInfo.InvariantCulture, $"not-scanned:{upload.Uploader?.Id}:{verdict.ScannedAt.UtcDateTime:yyyyMMdd}");

    /// <summary>Somebody may have read what was released, whatever it is condemned for.</summary>
    private static string SeverityOf(UploadVerdict verdict) => verdict.WasReleased ? "Critical" : verdict.File.Verdict switch
    {
        ScanVerdict.Malicious => "High",
        ScanVerdict.Suspicious => "Medium",
        _ => verdict.File.Reason == NotScannedReason.Encrypted ? "Medium" : "Low",
    };

    private static ScanAlert Describe(string key, UploadRecord upload, UploadVerdict verdict) => new(
        key,
        SeverityOf(verdict),
        ScanWords.Of(verdict.File.Verdict),
        verdict.File.Reason is { } reason ? ScanWords.Of(reason) : null,
        [.. verdict.File.Engines.Where(e => e.Verdict == verdict.File.Verdict).SelectMany(e => e.Findings.Select(f => new ScanAlertThreat(f, e.Engine)))],
        verdict.WasReleased,
        verdict.ScannedAt,
        new ScanAlertFile(upload.UploadId, upload.Name, $"{Containers.Uploads}/{upload.Blob}", upload.DeclaredType, upload.Length, verdict.Sha256),
        upload.Uploader is { } uploader ? new ScanAlertUploader(uploader.Id, uploader.Name) : null,
        [.. AssetKeys(upload)],
        [.. verdict.File.Engines.Select(e => new ScanAlertEngine(e.Engine, e.Version, e.Signatures, ScanWords.Of(e)))],
        string.Join(", ", verdict.File.Engines.Select(e => e.Engine)),
        upload.ReceivedAt);

    /// <summary>The folders that the file was dropped into, innermost first; who uploaded it; the container.</summary>
    private static IEnumerable<string> AssetKeys(UploadRecord upload)
    {
        var path = $"{Containers.Uploads}/{upload.Blob}";
        for (var i = 0; i < MaxFolders && path.LastIndexOf('/') is > 0 and var slash && slash > Containers.Uploads.Length; i++)
        {
            path = path[..slash];
            yield return path;
        }

        if (upload.Uploader is { } uploader)
        {
            yield return uploader.Name;
            yield return uploader.Id;
        }

        yield return Containers.Uploads;
    }

    private AlertMetadata Metadata(byte[] body) => new(
        Instance,
        SenderInstance.DefaultTenant,
        Instance,
        profiles(Instance)?.Version ?? string.Empty,
        InternalScheme.SchemeName,
        string.Empty,
        time.GetUtcNow(),
        Convert.ToHexStringLower(SHA256.HashData(body)),
        false,
        Activity.Current?.Id,
        new Dictionary<string, string>());
}
