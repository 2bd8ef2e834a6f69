namespace Vigil.Core.Intake.Bodies;

/// <summary>Bytes that large bodies may hold at once, whoever sends them: a body is read before its sender is known.</summary>
internal sealed class BodyBudget(long maxBytes)
{
    private long _used;

    /// <summary>False when the bytes are not to be had now.</summary>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= maxBytes)
        {
            return true;
        }

        Interlocked.Add(ref _used, -bytes);
        return false;
    }

    public void GiveBack(int bytes) => Interlocked.Add(ref _used, -bytes);
}
