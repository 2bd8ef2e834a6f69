namespace Vigil.Storage.Azure.Incidents;

/// <summary>What a message of the incident queue is held by.</summary>
internal readonly record struct LockToken(string Id, string Receipt)
{
    private const char Separator = ' ';

    public static LockToken Parse(string text)
    {
        var at = text.IndexOf(Separator, StringComparison.Ordinal);
        return new LockToken(text[..at], text[(at + 1)..]);
    }

    public override string ToString() => $"{Id}{Separator}{Receipt}";
}
