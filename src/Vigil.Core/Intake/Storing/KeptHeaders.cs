using System.Collections.Frozen;

namespace Vigil.Core.Intake.Storing;

/// <summary>The headers that are stored with an alert. They are unsigned mostly, so one that is repeated or oversized is left out rather than refused.</summary>
internal static class KeptHeaders
{
    /// <summary>Longest header that is kept, in characters as escaped.</summary>
    public const int MaxValueLength = 512;

    /// <summary>All kept headers together; metadata of a blob has 8 KiB.</summary>
    public const int MaxTotalLength = 4096;

    public static IReadOnlyDictionary<string, string> Of(IDeliveryHeaders headers, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return FrozenDictionary<string, string>.Empty;
        }

        var kept = new Dictionary<string, string>(names.Count);
        var left = MaxTotalLength;
        foreach (var name in names)
        {
            if (headers.Read(name, out var value) == 1 && value!.Length <= MaxValueLength
                && Uri.EscapeDataString(value).Length is <= MaxValueLength and var length && name.Length + length <= left)
            {
                kept.Add(name, value);
                left -= name.Length + length;
            }
        }

        return kept;
    }
}
