using System.Net;
using Microsoft.Extensions.Options;

namespace Vigil.Core.Intake.Limits;

/// <summary>
/// A token bucket per instance and source address. Two generations bound the memory: when the young one is full it becomes the old one, and what was
/// silent through a whole generation is forgotten.
/// </summary>
internal sealed class DeliveryRate(IOptions<IntakeOptions> options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly int _generation = Math.Max(1, options.Value.MaxTrackedAddresses / 2);
    private Dictionary<BucketKey, Bucket> _young = [];
    private Dictionary<BucketKey, Bucket> _old = [];

    /// <summary>Buckets in memory.</summary>
    public int Tracked
    {
        get
        {
            lock (_lock)
            {
                return _young.Count + _old.Count;
            }
        }
    }

    /// <summary>Takes a token; <see cref="TimeSpan.Zero"/> when there was one, else how long until there is.</summary>
    public TimeSpan Take(SenderInstance instance, IPAddress? source)
    {
        var rate = instance.Limits.RatePerSecond ?? options.Value.RatePerSecond;
        var burst = instance.Limits.Burst ?? options.Value.Burst;
        var key = BucketKey.Of(instance.Name, source);
        var now = time.GetTimestamp();
        lock (_lock)
        {
            var bucket = Find(key) ?? new Bucket(burst, now);
            var tokens = Math.Min(burst, bucket.Tokens + (rate * time.GetElapsedTime(bucket.At, now).TotalSeconds));
            var taken = tokens >= 1;
            _young[key] = new Bucket(taken ? tokens - 1 : tokens, now);
            return taken ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - tokens) / rate);
        }
    }

    /// <summary>Also makes room in the young generation, for the caller will put the bucket there.</summary>
    private Bucket? Find(BucketKey key)
    {
        if (_young.TryGetValue(key, out var bucket))
        {
            return bucket;
        }

        Bucket? found = _old.Remove(key, out bucket) ? bucket : null;
        if (_young.Count >= _generation)
        {
            (_old, _young) = (_young, _old);
            _young.Clear();
        }

        return found;
    }

    private readonly record struct Bucket(double Tokens, long At);
}
