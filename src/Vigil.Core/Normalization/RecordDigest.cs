using System.Buffers;
using System.Security.Cryptography;
using Vigil.Core.Normalization.Json;

namespace Vigil.Core.Normalization;

/// <summary>SHA-256 of a record in canonical JSON: the same whatever the order of its keys and its white space.</summary>
internal static class RecordDigest
{
    public static byte[] Of(JsonRef record)
    {
        var canonical = new ArrayBufferWriter<byte>(Math.Max(256, record.Raw.Length));
        CanonicalJson.Write(record, canonical);
        return SHA256.HashData(canonical.WrittenSpan);
    }
}
