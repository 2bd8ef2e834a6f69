namespace Vigil.Functions.Hosting;

/// <summary>When timers run: second, minute, hour, day, month, weekday; UTC. Each runs on one instance at a time.</summary>
internal static class Schedules
{
    public const string EveryMinute = "0 * * * * *";
}
