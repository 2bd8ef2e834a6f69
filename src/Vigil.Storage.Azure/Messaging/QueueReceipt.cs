using Azure;
using Azure.Storage.Queues;
using Vigil.Storage.Azure.Accounts;

namespace Vigil.Storage.Azure.Messaging;

/// <summary>What the holder of a receipt may do with a message, and that a stale receipt may do nothing.</summary>
internal static class QueueReceipt
{
    /// <summary>Removes the message; false when the receipt is stale.</summary>
    public static async ValueTask<bool> DeleteAsync(QueueClient queue, string id, string receipt, CancellationToken cancellationToken)
    {
        try
        {
            await Failures.GuardAsync(queue.DeleteMessageAsync(id, receipt, cancellationToken), cancellationToken);
            return true;
        }
        catch (RequestFailedException failed) when (IsStale(failed))
        {
            return false;
        }
    }

    /// <summary>Hides the message, whose text stays as it is; the new receipt, or null when the given one is stale.</summary>
    public static async ValueTask<string?> HideAsync(QueueClient queue, string id, string receipt, TimeSpan hideFor, CancellationToken cancellationToken)
    {
        try
        {
            var update = await Failures.GuardAsync(
                queue.UpdateMessageAsync(id, receipt, default(string), QueueTime.Whole(hideFor), cancellationToken), cancellationToken);
            return update.Value.PopReceipt;
        }
        catch (RequestFailedException failed) when (IsStale(failed))
        {
            return null;
        }
    }

    private static bool IsStale(RequestFailedException failed) =>
        failed is { Status: 404 } or { Status: 400, ErrorCode: "PopReceiptMismatch" };
}
