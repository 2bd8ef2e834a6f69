using Vigil.Cli.Send;
using Vigil.Core.Intake;
using Vigil.Core.Senders;
using Xunit;

namespace Vigil.SystemTests.Running;

/// <summary>Posts deliveries to the processes in turns, and again for as long as no answer is a success: as senders do.</summary>
internal sealed class Sender(params IReadOnlyList<VigilProcess> processes)
{
    private readonly IReadOnlyList<DeliverySender> _senders = [.. processes.Select(p => new DeliverySender(p.Http, TimeProvider.System))];

    private int _turn;

    /// <summary>Posts once, whatever comes of it.</summary>
    public Task<DeliveryAnswer> PostAsync(SampleAlert alert) => PostAsync(alert, NextTurn(), TestContext.Current.CancellationToken);

    /// <summary>Posts until it is accepted; the alert's id.</summary>
    public async Task<string> DeliverAsync(SampleAlert alert, CancellationToken cancellationToken)
    {
        while (true)
        {
            var turn = NextTurn();
            await processes[turn].Up.WaitAsync(cancellationToken);
            try
            {
                if (await PostAsync(alert, turn, cancellationToken) is { Status: 202, AlertId: { } id })
                {
                    return id;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException { InnerException: TimeoutException })
            {
                // The process died with the delivery in hand, or took too long over it: nobody knows how far it came.
                continue;
            }
        }
    }

    private int NextTurn() => (int)((uint)Interlocked.Increment(ref _turn) % processes.Count);

    private Task<DeliveryAnswer> PostAsync(SampleAlert alert, int turn, CancellationToken cancellationToken) => _senders[turn].PostAsync(
        ProfileCatalog.LoadEmbedded().Find(alert.Instance)!, SenderInstance.Unconfigured(alert.Instance, alert.Instance), [Secrets.Of(alert.Instance)], alert.Body, alert.DeliveryId, alert.Headers,
        breakSignature: false, cancellationToken);
}
