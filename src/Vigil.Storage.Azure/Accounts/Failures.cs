using System.Globalization;
using Azure;
using Azure.Identity;
using Vigil.Core.Ports;

namespace Vigil.Storage.Azure.Accounts;

/// <summary>Tells what will pass (an outage, throttling, a role that is not yet granted) from outcomes and from bugs.</summary>
internal static class Failures
{
    /// <summary>What is asked for where the service names no time.</summary>
    internal static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_maxRetryAfter = TimeSpan.FromMinutes(5);

    /// <summary>Codes of 404 that are no absent blob or message: deployment makes containers and queues.</summary>
    private static readonly string[] s_notDeployed =
        ["ContainerNotFound", "ContainerBeingDeleted", "ContainerDisabled", "QueueNotFound", "QueueBeingDeleted", "QueueDisabled", "ResourceNotFound", "AccountBeingCreated"];

    /// <summary>Codes of 409 that are outcomes of a conditional write.</summary>
    private static readonly string[] s_occupied = ["BlobAlreadyExists", "BlobImmutableDueToPolicy", "BlobArchived"];

    /// <summary>Awaits a call; an outage becomes <see cref="StorageUnavailableException"/>, everything else stays what it is.</summary>
    public static async ValueTask<T> GuardAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call;
        }
        catch (Exception exception) when (IsOutage(exception, cancellationToken))
        {
            throw Unavailable(exception);
        }
    }

    public static bool IsOutage(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        RequestFailedException failed => IsOutage(failed),
        // One of several tries; all of them failed.
        AggregateException several => several.InnerExceptions.All(e => IsOutage(e, cancellationToken)),
        // The client's own time-out, not the caller's wish.
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        IOException or HttpRequestException or TimeoutException or AuthenticationFailedException => true,
        _ => false,
    };

    public static StorageUnavailableException Unavailable(Exception exception)
    {
        var failed = exception as RequestFailedException ?? (exception as AggregateException)?.InnerExceptions.OfType<RequestFailedException>().LastOrDefault();
        var what = failed is { Status: > 0 } ? $"{failed.Status.ToString(CultureInfo.InvariantCulture)} {failed.ErrorCode}" : exception.GetType().Name;
        var hint = failed is { Status: 404 } ? "; containers and queues are made by deployment, or by vigil up" : string.Empty;
        return new StorageUnavailableException($"Storage cannot be used now: {what}{hint}", RetryAfter(failed?.GetRawResponse()), exception);
    }

    /// <summary>A create found the name taken, by a blob that may be archived or immutable.</summary>
    public static bool IsOccupied(RequestFailedException failed) => failed.Status == 409 && s_occupied.Contains(failed.ErrorCode);

    private static bool IsOutage(RequestFailedException failed) => failed.Status switch
    {
        0 or 401 or 403 or 408 or 429 or >= 500 => true,
        404 => s_notDeployed.Contains(failed.ErrorCode),
        409 => !IsOccupied(failed),
        _ => false,
    };

    private static TimeSpan RetryAfter(Response? response)
    {
        if (response is null)
        {
            return DefaultRetryAfter;
        }

        var asked = response.Headers.TryGetValue("x-ms-retry-after-ms", out var text) || response.Headers.TryGetValue("retry-after-ms", out text)
            ? Parse(text, 1)
            : response.Headers.TryGetValue("Retry-After", out text) ? Parse(text, 1000) : null;
        return asked is { } time && time > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Min(time.Ticks, s_maxRetryAfter.Ticks)) : DefaultRetryAfter;
    }

    private static TimeSpan? Parse(string? text, int unit) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? TimeSpan.FromMilliseconds((double)number * unit) : null;
}
