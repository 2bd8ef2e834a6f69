using System.Security.Cryptography;
using System.Text;
using Vigil.Core.Scanning;

namespace Vigil.Core.Tests.Scanning;

internal static class Subjects
{
    public static byte[] Eicar { get; } = Encoding.ASCII.GetBytes(TestFile.Content);

    public static ScanSubject Of(byte[] content, string name = "file.bin", string? declaredType = null) =>
        Of(() => new MemoryStream(content, writable: false), content.Length, name, declaredType, content);

    public static ScanSubject Of(Func<Stream> open, long length, string name = "file.bin", string? declaredType = null, byte[]? digested = null) => new(
        name, declaredType, length,
        _ => ValueTask.FromResult(open()),
        _ => ValueTask.FromResult(DigestsOf(digested ?? [])));

#pragma warning disable CA5350, CA5351 // Lists of malware know files by these.
    private static FileDigests DigestsOf(byte[] content) => new(
        Convert.ToHexStringLower(SHA256.HashData(content)),
        Convert.ToHexStringLower(SHA1.HashData(content)),
        Convert.ToHexStringLower(MD5.HashData(content)));
#pragma warning restore CA5350, CA5351
}
