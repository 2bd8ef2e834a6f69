using System.Text;
using Vigil.Core.Scanning.Inspection.Archives;
using Vigil.Core.Scanning.Inspection.Documents;

namespace Vigil.Core.Scanning.Inspection;

/// <summary>Inspects one file and, through the walks of archives, all that is in it.</summary>
internal sealed class FileInspector(Inspection inspection)
{
    /// <summary>The test file may be followed by white space up to this length, and still is it.</summary>
    private const int MaxTestFileLength = 128;

    private static readonly byte[] s_testFile = Encoding.ASCII.GetBytes(TestFile.Content);

    public Inspection Inspection => inspection;

    /// <param name="file">Seekable.</param>
    public async ValueTask InspectAsync(string name, string? declaredType, Stream file, int depth, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var head = new byte[FileKinds.HeadLength];
        var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var kind = Judge(name, declaredType, head.AsMemory(0, length));
        await TakeApartAsync(kind, name, file, depth, cancellationToken);
        if (kind != FileKind.Pdf && FileKinds.IsPdf(head.AsSpan(0, length)))
        {
            // An archive may begin with a document; of anything else readers would see two files.
            SuspectUnless(kind is FileKind.Zip or FileKind.Tar, "pdf-behind-another-file");
            await PdfRules.RunAsync(file, inspection, cancellationToken);
        }

        // In a tar file it is an entry, or was found there.
        if (kind is not (FileKind.Zip or FileKind.Tar) && await new ZipWalk(file, this, depth).RunAsync(cancellationToken))
        {
            inspection.Suspect("zip-behind-another-file");
        }
    }

    /// <summary>An entry of an archive, as it is unpacked; read to its end whatever it is, since only then are the limits known to hold.</summary>
    public async ValueTask InspectEntryAsync(string name, Stream entry, int depth, CancellationToken cancellationToken)
    {
        if (depth >= inspection.Limits.MaxDepth)
        {
            throw new InspectionEndedException(NotScannedReason.Limits);
        }

        await using var spool = await Spool.OfAsync(entry, inspection, cancellationToken);
        await InspectAsync(name, null, spool, depth + 1, cancellationToken);
    }

    private async ValueTask TakeApartAsync(FileKind kind, string name, Stream file, int depth, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case FileKind.Zip when !await new ZipWalk(file, this, depth).RunAsync(cancellationToken):
                inspection.Miss(NotScannedReason.Corrupt);
                break;
            case FileKind.Gzip:
                await GzipWalk.RunAsync(file, name, this, depth, cancellationToken);
                break;
            case FileKind.Tar:
                await TarWalk.RunAsync(file, this, depth, cancellationToken);
                break;
            case FileKind.Pdf:
                await PdfRules.RunAsync(file, inspection, cancellationToken);
                break;
            case FileKind.Compound:
                await CompoundRules.RunAsync(file, inspection, cancellationToken);
                break;
            case FileKind.Rtf:
                await RtfRules.RunAsync(file, inspection, cancellationToken);
                break;
            case FileKind.OtherArchive:
            case FileKind.Other when await IsDiscAsync(file, cancellationToken):
                inspection.Miss(NotScannedReason.Unsupported);
                break;
            default:
                break;
        }
    }

    private FileKind Judge(string name, string? declaredType, ReadOnlyMemory<byte> head)
    {
        if (head.Length <= MaxTestFileLength && head.Span.StartsWith(s_testFile) && !head.Span[s_testFile.Length..].ContainsAnyExcept(" \t\r\n\u001A"u8))
        {
            inspection.Condemn("EICAR-Test-File");
        }

        var kind = FileKinds.Of(head.Span);
        foreach (var trait in NameRules.Of(Path.GetFileName(name)).Concat(TypeRules.Of(kind, name, declaredType)))
        {
            inspection.Suspect(trait);
        }

        return kind;
    }

    private void SuspectUnless(bool isUsual, string trait)
    {
        if (!isUsual)
        {
            inspection.Suspect(trait);
        }
    }

    /// <summary>An image of an optical disc (ISO 9660), whose first 32 KiB are free for anything.</summary>
    private static async ValueTask<bool> IsDiscAsync(Stream file, CancellationToken cancellationToken)
    {
        const int at = (16 * 2048) + 1;
        var magic = new byte[5];
        if (file.Length < at + magic.Length)
        {
            return false;
        }

        file.Position = at;
        await file.ReadExactlyAsync(magic, cancellationToken);
        return magic.AsSpan().SequenceEqual("CD001"u8);
    }
}
