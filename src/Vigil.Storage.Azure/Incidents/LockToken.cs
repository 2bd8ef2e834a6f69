namespace Vigil.Storage.Azure.Incidents;

/// <summary>What a message is held by, and in which queue.</summary>
internal readonly record struct LockToken(string Queue, string Id, string Receipt)
{
    private const char Separator = ' ';

    public static LockToken Parse(string text)
    {
        var parts = text.Split(Separator, 3);
        return new LockToken(parts[0], parts[1], parts[2]);
    }

    public override string ToString() => string.Join(Separator, Queue, Id, Receipt);
}
