using Azure.Core;
using Azure.Core.Pipeline;

namespace Vigil.Storage.Azure.Accounts;

/// <summary>
/// Tries once more what cannot mislead: reads and sends always; conditional writes only where the service said that it did nothing. A write whose
/// answer was lost may have taken place, and a second try would then find its own effect and call it somebody else's.
/// </summary>
internal sealed class CarefulRetry() : RetryPolicy(MaxRetries, DelayStrategy.CreateExponentialDelayStrategy(s_delay, s_maxDelay))
{
    private const int MaxRetries = 1;

    private static readonly TimeSpan s_delay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_maxDelay = TimeSpan.FromSeconds(1);

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        MayRepeat(message) && base.ShouldRetry(message, exception);

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        MayRepeat(message) && await base.ShouldRetryAsync(message, exception);

    private static bool MayRepeat(HttpMessage message)
    {
        // Who is told a time to wait passes it on instead of waiting here, with a sender's request in hand.
        if (message.HasResponse && message.Response.Headers.Contains("Retry-After"))
        {
            return false;
        }

        var method = message.Request.Method;
        return method == RequestMethod.Get || method == RequestMethod.Head || method == RequestMethod.Post
            || (message.HasResponse && message.Response.Status is 429 or 503);
    }
}
