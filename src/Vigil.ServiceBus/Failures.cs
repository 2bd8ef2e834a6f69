using System.Globalization;
using System.Net.Sockets;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Vigil.Core.Ports;

namespace Vigil.ServiceBus;

/// <summary>Tells what will pass (an outage, throttling, a role or queue that is not yet there) from a lost lock and from bugs.</summary>
internal static class Failures
{
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Awaits a call; an outage becomes <see cref="StorageUnavailableException"/>, everything else stays what it is.</summary>
    public static async Task GuardAsync(Task call, CancellationToken cancellationToken)
    {
        try
        {
            await call;
        }
        catch (Exception exception) when (IsOutage(exception, cancellationToken))
        {
            throw Unavailable(exception);
        }
    }

    /// <inheritdoc cref="GuardAsync(Task, CancellationToken)"/>
    public static async Task<T> GuardAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        await GuardAsync((Task)call, cancellationToken);
        return await call;
    }

    /// <summary>Awaits a settlement; false when the lock was lost.</summary>
    public static async Task<bool> SettleAsync(Task call, CancellationToken cancellationToken)
    {
        try
        {
            await GuardAsync(call, cancellationToken);
            return true;
        }
        catch (ServiceBusException exception) when (exception.Reason is ServiceBusFailureReason.MessageLockLost or ServiceBusFailureReason.MessageNotFound)
        {
            return false;
        }
    }

    private static bool IsOutage(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        ServiceBusException { IsTransient: true } => true,
        ServiceBusException broker => broker.Reason is ServiceBusFailureReason.MessagingEntityNotFound
            or ServiceBusFailureReason.MessagingEntityDisabled or ServiceBusFailureReason.QuotaExceeded,
        // The client's own time-out, not the caller's wish.
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        UnauthorizedAccessException or AuthenticationFailedException or IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    private static StorageUnavailableException Unavailable(Exception exception) => new(
        string.Create(CultureInfo.InvariantCulture, $"The Service Bus cannot be used now: {(exception as ServiceBusException)?.Reason.ToString() ?? exception.GetType().Name}"),
        s_retryAfter,
        exception);
}
