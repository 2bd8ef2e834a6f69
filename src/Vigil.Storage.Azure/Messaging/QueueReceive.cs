using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Vigil.Core.Ports;
using Vigil.Storage.Azure.Accounts;

namespace Vigil.Storage.Azure.Messaging;

/// <summary>One receive from a queue.</summary>
internal static class QueueReceive
{
    private const string PoisonSuffix = "-poison";

    public static async ValueTask<QueueMessage[]> ReadAsync(QueueClient queue, int max, TimeSpan visibility, CancellationToken cancellationToken)
    {
        try
        {
            var received = await Failures.GuardAsync(
                queue.ReceiveMessagesAsync(max, QueueTime.Visibility(visibility), cancellationToken), cancellationToken);
            return received.Value;
        }
        catch (StorageUnavailableException exception) when (IsNotThere(exception) && queue.Name.EndsWith(PoisonSuffix, StringComparison.Ordinal))
        {
            // The Functions host makes such a queue with its first message.
            return [];
        }
    }

    private static bool IsNotThere(StorageUnavailableException exception) =>
        exception.InnerException is RequestFailedException { ErrorCode: "QueueNotFound" };
}
