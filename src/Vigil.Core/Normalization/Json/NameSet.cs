using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Vigil.Core.Normalization.Json;

/// <summary>A set of member names as bits of their hashes: it may claim a name that it does not hold, and never denies one that it does.</summary>
[InlineArray(Words)]
internal struct NameSet
{
    private const int Words = 4;
    private ulong _word;

    /// <summary>What every document holds, whatever members it has.</summary>
    public static NameSet Always
    {
        get
        {
            var always = default(NameSet);
            always.Add(0);
            return always;
        }
    }

    /// <param name="hash"><see cref="JsonName.Hash"/> of the name.</param>
    public void Add(uint hash) => this[(int)(hash >> 6) % Words] |= 1uL << (int)hash;

    public void Add(NameSet other)
    {
        for (var i = 0; i < Words; i++)
        {
            this[i] |= other[i];
        }
    }

    public readonly bool Overlaps(in NameSet other) =>
        (Vector256.Create((ReadOnlySpan<ulong>)this) & Vector256.Create((ReadOnlySpan<ulong>)other)) != Vector256<ulong>.Zero;
}
