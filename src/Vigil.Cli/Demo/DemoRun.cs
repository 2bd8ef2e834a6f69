using System.Security.Cryptography;
using Vigil.Cli.Send;
using Vigil.Core.Ports;
using Vigil.Core.Senders;

namespace Vigil.Cli.Demo;

/// <summary>Sends the plan's deliveries and waits for their incidents on the queue.</summary>
internal sealed class DemoRun(DeliverySender sender, ProfileCatalog profiles, IReadOnlyDictionary<string, Secret> secrets, IIncidentQueue incidents)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_lock = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Random secrets for this run, one for each sender, in the form that its scheme wants.</summary>
    public static IReadOnlyDictionary<string, Secret> MakeSecrets() => DemoPlan.Steps
        .Select(s => s.Instance).Where(i => i != DemoPlan.UnknownInstance).Distinct()
        .ToDictionary(i => i, _ => new Secret("demo", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));

    /// <summary>Posts one step.</summary>
    public async Task<DeliveryAnswer> PostAsync(DemoStep step, CancellationToken cancellationToken)
    {
        var known = secrets.ContainsKey(step.Instance);
        var profile = profiles.Find(known ? step.Instance : "falco")!;
        var secret = known ? secrets[step.Instance] : secrets["falco"];
        var body = step.Body?.Invoke() ?? Samples.Read(step.Sample!);
        return await sender.PostAsync(
            profile, step.Instance, secret, body, "msg_" + (step.Sample ?? "made")[..^5], step.Headers, step.BreakSignature, cancellationToken);
    }

    /// <summary>Takes messages off the queue until every expected incident came or patience ends, then gives them back for the next consumer.</summary>
    public async Task<IReadOnlyList<DemoEvent>> CollectAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var received = new List<ReceivedIncident>();
        while (received.Select(r => r.Message.Subject).Distinct().Count() < DemoPlan.Incidents.Count && time.GetElapsedTime(started) < s_patience)
        {
            var batch = await incidents.ReceiveAsync(32, s_lock, cancellationToken);
            received.AddRange(batch);
            if (batch.Count == 0)
            {
                await Task.Delay(s_pause, time, cancellationToken);
            }
        }

        foreach (var message in received)
        {
            await incidents.ReleaseAsync(message, TimeSpan.Zero, cancellationToken);
        }

        return [.. received.Select(r => DemoEvent.From(r.Message)).GroupBy(e => e.IncidentId).Select(g => g.MaxBy(e => e.Revision)!)
            .OrderByDescending(e => e.Score)];
    }
}
