using System.Security.Cryptography;
using Vigil.Core.Normalization.Json;

namespace Vigil.Core.Normalization;

/// <summary>SHA-256 of a record in canonical JSON: the same whatever the order of its keys and its white space.</summary>
internal static class RecordDigest
{
    public static byte[] Of(JsonRef record)
    {
        var canonical = new Utf8Buffer(record.Raw.Length);
        CanonicalJson.Write(record.Tree, record.Index, ref canonical);
        var digest = SHA256.HashData(canonical.Written);
        canonical.Dispose();
        return digest;
    }
}
