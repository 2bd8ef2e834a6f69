using System.Collections.Concurrent;

namespace Vigil.Core.Intake.Keys;

/// <summary>
/// Published keys and certificates, fetched when a delivery first needs them: one fetch at a time per address, failures remembered for a while, fetches in
/// all bounded, and what was fetched used on for a bounded time when its address cannot be reached.
/// </summary>
public sealed class KeyDocuments(PinnedHttp http, TimeProvider time)
{
    /// <summary>Documents kept at once; the one that was tried longest ago goes first.</summary>
    public const int MaxDocuments = 128;

    /// <summary>Fetches per minute, whatever for.</summary>
    public const int MaxFetchesPerMinute = 30;

    /// <summary>After this a document is fetched anew.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromHours(12);

    /// <summary>After this a document is no longer used when it cannot be fetched anew.</summary>
    public static readonly TimeSpan UsableFor = TimeSpan.FromHours(36);

    /// <summary>How long a failure is remembered when there is nothing to use meanwhile.</summary>
    public static readonly TimeSpan FailureFor = TimeSpan.FromSeconds(30);

    /// <summary>How often a document is fetched anew because of a key that it does not hold.</summary>
    public static readonly TimeSpan RefreshEvery = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Uri, Entry> _entries = new();
    private readonly Lock _budget = new();
    private DateTimeOffset _windowStart;
    private int _fetches;

    /// <summary>The document, or null when it is not to be had now.</summary>
    public ValueTask<KeyDocument?> GetAsync(Uri address, CancellationToken cancellationToken) => GetAsync(address, null, cancellationToken);

    /// <summary>A newer one than <paramref name="known"/>, which lacks a key; <paramref name="known"/> itself when it is too early to ask, or nothing else is to be had.</summary>
    public ValueTask<KeyDocument?> RefreshAsync(Uri address, KeyDocument known, CancellationToken cancellationToken) => GetAsync(address, known, cancellationToken);

    private ValueTask<KeyDocument?> GetAsync(Uri address, KeyDocument? known, CancellationToken cancellationToken)
    {
        var entry = _entries.TryGetValue(address, out var found) ? found : Add(address);
        var now = time.GetUtcNow();
        Task<KeyDocument?> fetch;
        lock (entry)
        {
            if (entry.Document is { } document && !ReferenceEquals(document, known) && now - document.FetchedAt < FreshFor)
            {
                return new(document);
            }

            if (entry.Fetch is null && (now - entry.TriedAt < (entry.Document is null ? FailureFor : RefreshEvery) || !MayFetch(now)))
            {
                return new(entry.Usable(now));
            }

            entry.TriedAt = entry.Fetch is null ? now : entry.TriedAt;
            fetch = entry.Fetch ??= FetchAsync(address, entry);
        }

        return new(fetch.WaitAsync(cancellationToken));
    }

    /// <summary>Belongs to nobody's delivery, so that no sender's hanging up ends it for the others.</summary>
    private async Task<KeyDocument?> FetchAsync(Uri address, Entry entry)
    {
        await Task.Yield();
        var content = await http.GetAsync(address, CancellationToken.None);
        var now = time.GetUtcNow();
        lock (entry)
        {
            entry.Fetch = null;
            entry.Document = content is null ? entry.Document : new KeyDocument(content, now);
            return entry.Usable(now);
        }
    }

    private Entry Add(Uri address)
    {
        if (_entries.Count >= MaxDocuments)
        {
            _entries.TryRemove(_entries.MinBy(e => e.Value.TriedAt).Key, out _);
        }

        return _entries.GetOrAdd(address, _ => new Entry());
    }

    private bool MayFetch(DateTimeOffset now)
    {
        lock (_budget)
        {
            if (now - _windowStart >= s_minute)
            {
                (_windowStart, _fetches) = (now, 0);
            }

            return ++_fetches <= MaxFetchesPerMinute;
        }
    }

    private sealed class Entry
    {
        public KeyDocument? Document { get; set; }

        public DateTimeOffset TriedAt { get; set; }

        public Task<KeyDocument?>? Fetch { get; set; }

        public KeyDocument? Usable(DateTimeOffset now) => Document is { } d && now - d.FetchedAt < UsableFor ? d : null;
    }
}
