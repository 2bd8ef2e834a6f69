using System.Security.Cryptography;
using System.Text;
using Vigil.Cli.Send;
using Vigil.Cli.Shared;
using Vigil.Core.Incidents;
using Vigil.Core.Intake;
using Vigil.Core.Ports;
using Vigil.Core.Scanning.Uploads;
using Vigil.Core.Senders;

namespace Vigil.Cli.Demo;

/// <summary>Sends the plan's deliveries, uploads its files and waits for their incidents on the queue.</summary>
internal sealed class DemoRun(
    DeliverySender sender,
    ProfileCatalog profiles,
    IReadOnlyDictionary<string, Secret> secrets,
    IBlobStore blobs,
    UploadRecords uploads,
    IncidentQueries queries,
    IIncidentQueue queue,
    TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_lock = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly List<string> _uploads = [];

    /// <summary>Random secrets for this run, one for each sender.</summary>
    public static IReadOnlyDictionary<string, Secret> MakeSecrets() => DemoPlan.Senders
        .ToDictionary(name => name, _ => new Secret("1", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));

    /// <summary>Posts one step.</summary>
    public async Task<DeliveryAnswer> PostAsync(DemoStep step, CancellationToken cancellationToken)
    {
        var signer = secrets.ContainsKey(step.Instance) ? step.Instance : DemoPlan.Senders[0];
        return await sender.PostAsync(
            profiles.Find(signer)!, SenderInstance.Unconfigured(step.Instance, signer), [secrets[signer]], step.Body?.Invoke() ?? Samples.Read(step.Sample!),
            "msg_" + Path.GetFileNameWithoutExtension(step.Sample ?? "made"), step.Headers, step.BreakSignature, cancellationToken);
    }

    /// <summary>Uploads a file; its id.</summary>
    public async Task<string> UploadAsync(DemoUpload upload, VigilClient client, CancellationToken cancellationToken)
    {
        var receipt = await client.UploadAsync(upload.Name, new ByteArrayContent(Encoding.ASCII.GetBytes(upload.Content)), cancellationToken);
        var id = receipt.GetProperty("uploadId").GetString()!;
        _uploads.Add(id);
        return id;
    }

    /// <summary>What the file came to.</summary>
    public static async Task<string> StatusAsync(string uploadId, VigilClient client, CancellationToken cancellationToken) =>
        (await client.GetAsync($"uploads/{uploadId}", cancellationToken)).GetProperty("status").GetString()!;

    /// <summary>
    /// Waits until every upload is scanned, every alert is done and every incident that its findings went to came over the queue; then gives the messages back
    /// for the next consumer. Highest score first.
    /// </summary>
    public async Task<IReadOnlyList<DemoEvent>> CollectAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var received = new List<ReceivedIncident>();
        while (!await IsCompleteAsync(received, cancellationToken) && time.GetElapsedTime(started) < s_patience)
        {
            received.AddRange(await queue.ReceiveAsync(32, s_lock, cancellationToken));
            await Task.Delay(s_pause, time, cancellationToken);
        }

        foreach (var message in received)
        {
            await queue.ReleaseAsync(message, TimeSpan.Zero, cancellationToken);
        }

        return [.. received.Select(r => DemoEvent.From(r.Message)).GroupBy(e => e.IncidentId).Select(g => g.MaxBy(e => e.Revision)!)
            .OrderByDescending(e => e.Score)];
    }

    private async ValueTask<bool> IsCompleteAsync(List<ReceivedIncident> received, CancellationToken cancellationToken)
    {
        foreach (var upload in _uploads)
        {
            if (await uploads.FindAsync(upload, cancellationToken) is not { Record.SettledAt: not null })
            {
                return false;
            }
        }

        var alerts = await blobs.ListAsync(Containers.Alerts, string.Empty, null, 1000, cancellationToken);
        foreach (var alert in alerts.Items)
        {
            if (await blobs.FindAsync(Containers.Done, alert.Name, cancellationToken) is null)
            {
                return false;
            }
        }

        var findings = await blobs.ListAsync(Containers.Findings, string.Empty, null, 1000, cancellationToken);
        var incidents = new HashSet<string>();
        foreach (var finding in findings.Items)
        {
            if (await queries.FindByFindingAsync(finding.Name, cancellationToken) is not { } incident)
            {
                return false;
            }

            incidents.Add(incident);
        }

        return incidents.SetEquals(received.Select(r => r.Message.Subject));
    }
}
