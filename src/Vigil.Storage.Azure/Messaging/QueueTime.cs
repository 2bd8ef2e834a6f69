namespace Vigil.Storage.Azure.Messaging;

/// <summary>The service counts whole seconds.</summary>
internal static class QueueTime
{
    private static readonly TimeSpan s_least = TimeSpan.FromSeconds(1);

    /// <summary>Rounded up: nothing is visible too early.</summary>
    public static TimeSpan Whole(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));

    /// <summary>What a receive may ask for: one second or more.</summary>
    public static TimeSpan Visibility(TimeSpan time) => time < s_least ? s_least : Whole(time);
}
