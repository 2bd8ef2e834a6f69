namespace Vigil.Core.Intake.Keys;

/// <summary>Published keys or a certificate as they were fetched; parsed forms are kept beside it for as long as it lives.</summary>
public sealed class KeyDocument(byte[] content, DateTimeOffset fetchedAt)
{
    private object? _parsed;

    public ReadOnlyMemory<byte> Content => content;

    public DateTimeOffset FetchedAt => fetchedAt;

    /// <summary>The content in the one form that its reader wants.</summary>
    public T As<T>(Func<KeyDocument, T> parse)
        where T : class => (T)(Volatile.Read(ref _parsed) ?? Interlocked.CompareExchange(ref _parsed, parse(this), null) ?? _parsed);
}
