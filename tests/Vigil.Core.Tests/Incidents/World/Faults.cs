namespace Vigil.Core.Tests.Incidents.World;

/// <summary>Kills the process at the nth call of a port: before its effect, or after it.</summary>
internal sealed class Faults
{
    private int _calls;

    /// <summary>The call that dies; 0: none.</summary>
    public int At { get; set; }

    /// <summary>The effect takes place, and nobody learns of it.</summary>
    public bool AfterEffect { get; set; }

    /// <summary>From the fault on every call fails, until the process is started again.</summary>
    public bool Dead { get; private set; }

    public int Calls => Volatile.Read(ref _calls);

    public void Start()
    {
        Dead = false;
        At = 0;
    }

    public async ValueTask<T> CallAsync<T>(Func<ValueTask<T>> call)
    {
        var dies = Interlocked.Increment(ref _calls) == At;
        if (Dead || (dies && !AfterEffect))
        {
            Dead = true;
            throw new CrashException();
        }

        var result = await call();
        if (dies)
        {
            Dead = true;
            throw new CrashException();
        }

        return result;
    }
}

internal sealed class CrashException() : Exception("The process died here.");
