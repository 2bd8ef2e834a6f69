using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Vigil.Core.Scanning.Clamd;

/// <summary>
/// What clamd has to find before it is believed. One with an empty database, or something else on its port, would call everything clean; and as it is
/// installed it calls clean what it cannot open, and what it gave up at a limit.
/// </summary>
internal static class ClamdProof
{
    /// <summary>Beyond what <c>MaxRecursion</c> can be set to.</summary>
    private const int Depth = 101;

    private static readonly (byte[] Content, Func<string, bool> IsFound, string Fault)[] s_files =
    [
        (Encoding.ASCII.GetBytes(TestFile.Content), r => ClamdReply.Read(r).Verdict == ScanVerdict.Malicious, "clamd does not find the EICAR test file."),
        (EncryptedZip(), r => ClamdReply.Read(r).Reason == NotScannedReason.Encrypted, "clamd does not tell of encrypted archives: set AlertEncrypted to yes."),
        (DeepGzip(), r => ClamdReply.Read(r).Reason == NotScannedReason.Limits, "clamd does not tell of exceeded limits: set AlertExceedsMax to yes."),
    ];

    /// <exception cref="IOException">It is not to be believed; the message says what to set.</exception>
    public static async ValueTask DemandAsync(ClamdConnection connection, CancellationToken cancellationToken)
    {
        foreach (var (content, isFound, fault) in s_files)
        {
            using var file = new MemoryStream(content);
            if (!isFound(await connection.ScanAsync(file, cancellationToken)))
            {
                throw new IOException(fault);
            }
        }
    }

    /// <summary>One entry, said to be encrypted.</summary>
    private static byte[] EncryptedZip()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("a", CompressionLevel.NoCompression).Open();
            entry.Write("0123456789abcdef"u8);
        }

        var bytes = file.ToArray();
        Encrypt(bytes.AsSpan(6));
        Encrypt(bytes.AsSpan(bytes.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8));
        return bytes;

        static void Encrypt(Span<byte> flags) =>
            BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | 1));
    }

    private static byte[] DeepGzip()
    {
        byte[] content = [0];
        for (var i = 0; i < Depth; i++)
        {
            using var file = new MemoryStream();
            using (var gzip = new GZipStream(file, CompressionLevel.Optimal))
            {
                gzip.Write(content);
            }

            content = file.ToArray();
        }

        return content;
    }
}
