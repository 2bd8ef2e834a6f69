namespace Vigil.Core.Scanning.Inspection.Documents;

/// <summary>Finds the object streams of a PDF: those whose dictionary says <c>/ObjStm</c>, in whatever way that is written.</summary>
internal sealed class PdfObjectStreams(Stream file, Inspection inspection)
{
    private const int Max = 2_000;
    private const int Window = 64 * 1024;

    /// <summary>A name, each of its characters escaped, and a line end.</summary>
    private const int Overlap = 32;

    private readonly List<long> _starts = [];

    /// <summary>The name was seen, the data of its stream not yet.</summary>
    private bool _isPending;

    /// <summary>Where the data of each starts.</summary>
    public async ValueTask<IReadOnlyList<long>> FindAsync(CancellationToken cancellationToken)
    {
        var window = new byte[Window + Overlap];
        var kept = 0;
        file.Position = 0;
        int count;
        while ((count = await file.ReadAtLeastAsync(window.AsMemory(kept, Window), Window, throwOnEndOfStream: false, cancellationToken)) > 0)
        {
            inspection.CheckTime();
            var length = kept + count;
            var isLast = count < Window;
            Collect(window.AsSpan(0, length), isLast ? length : length - Overlap, file.Position - length);
            kept = isLast ? 0 : Overlap;
            window.AsSpan(length - kept, kept).CopyTo(window);
        }

        return _starts;
    }

    /// <summary>Looks for what begins before the end; the rest comes again in the next window.</summary>
    private void Collect(ReadOnlySpan<byte> window, int end, long at)
    {
        for (var i = 0; i < end; i++)
        {
            var next = _isPending ? window[i..].IndexOf("stream"u8) : window[i..].IndexOf((byte)'/');
            i += next;
            if (next < 0 || i >= end)
            {
                return;
            }

            if (_isPending)
            {
                Add(at + i + 6 + (window[(i + 6)..] is [(byte)'\r', (byte)'\n', ..] ? 2 : 1));
                i += 5;
            }

            _isPending = !_isPending && IsName(window[i..]);
        }
    }

    private void Add(long start)
    {
        _starts.Add(start);
        if (_starts.Count > Max)
        {
            throw new InspectionEndedException(NotScannedReason.Limits);
        }
    }

    private static bool IsName(ReadOnlySpan<byte> bytes)
    {
        Span<byte> name = stackalloc byte[Math.Min(bytes.Length, 1 + (3 * 6))];
        bytes[..name.Length].CopyTo(name);
        return name[..PdfRules.Unescape(name)].StartsWith("/ObjStm"u8);
    }
}
