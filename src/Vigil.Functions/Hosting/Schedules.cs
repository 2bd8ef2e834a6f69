namespace Vigil.Functions.Hosting;

/// <summary>When timers run: second, minute, hour, day, month, weekday; UTC. Each runs on one instance at a time.</summary>
internal static class Schedules
{
    public const string EveryMinute = "0 * * * * *";
    public const string EveryQuarterHour = "0 */15 * * * *";
    public const string EveryHour = "0 7 * * * *";
}
