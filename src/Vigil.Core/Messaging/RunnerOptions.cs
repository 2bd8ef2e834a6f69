using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Vigil.Core.Messaging;

/// <summary>How often and how fast failed work is tried again. Section <c>Messages</c>.</summary>
public sealed class RunnerOptions
{
    public const string Section = "Messages";

    /// <summary>Tries that may fail by an exception before the message is set aside: 1 to 100. Default 8.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 8;

    /// <summary>Times a message may be received without any outcome (the process died each time): 3 to 100. Default 5.</summary>
    [Range(3, 100)]
    public int MaxDequeues { get; set; } = 5;

    /// <summary>Delay before the second try; doubles with every further one. 1 ms to 1 day. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan FirstBackOff { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest delay between two tries. 1 ms to 1 day. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan MaxBackOff { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The delay before the try after <paramref name="attempt"/> failed ones (1, 2, …).</summary>
    public TimeSpan BackOff(int attempt)
    {
        var factor = Math.Pow(2, Math.Clamp(attempt - 1, 0, 30));
        var ticks = Math.Min(FirstBackOff.Ticks * factor, MaxBackOff.Ticks);
        return TimeSpan.FromTicks((long)ticks);
    }
}

/// <summary>Refuses options outside of their ranges.</summary>
[OptionsValidator]
public sealed partial class RunnerOptionsValidator : IValidateOptions<RunnerOptions>;
