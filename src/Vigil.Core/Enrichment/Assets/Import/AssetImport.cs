using Vigil.Core.Enrichment.Assets.Snapshot;
using Vigil.Core.Ports;

namespace Vigil.Core.Enrichment.Assets.Import;

/// <summary>Makes a file the asset inventory: all of its rows, or none.</summary>
public sealed class AssetImport(IBlobStore blobs, TimeProvider time, AssetImportLimits limits)
{
    private const int RowsPerReport = 1000;

    /// <summary>Reads, checks and stores the inventory.</summary>
    /// <param name="content">Read once, forwards; stays open.</param>
    /// <param name="onBadRow">Called for every bad row, in the order of the file.</param>
    /// <param name="progress">Called every thousand rows and at the end.</param>
    public async ValueTask<AssetImportOutcome> ImportAsync(
        Stream content, AssetFileFormat format, Action<BadRow> onBadRow, IProgress<AssetImportProgress>? progress, CancellationToken cancellationToken)
    {
        await using var counting = new CountingStream(content);
        using var csv = format == AssetFileFormat.Csv ? new CsvRowSource(counting) : null;
        AssetRowSource source = csv is null ? new JsonRowSource(counting) : csv;
        var builder = new SnapshotBuilder();
        var (rows, badRows, fatal) = await ReadAsync(source, builder, onBadRow,
            (read, bad) => progress?.Report(new AssetImportProgress(read, bad, counting.Count)), cancellationToken);
        return fatal is { } reason ? new AssetImportOutcome.Unreadable(reason.Line, reason.Reason)
            : badRows > 0 ? new AssetImportOutcome.Refused(rows, badRows)
            : rows == 0 ? new AssetImportOutcome.Unreadable(1, "the file holds no assets")
            : await StoreAsync(builder, [.. source.Ignored], cancellationToken);
    }

    private async ValueTask<(long Rows, long BadRows, BadRow? Fatal)> ReadAsync(
        AssetRowSource source, SnapshotBuilder builder, Action<BadRow> onBadRow, Action<long, long> report, CancellationToken cancellationToken)
    {
        var (rows, badRows) = (0L, 0L);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var row = new AssetRow();
        while (await source.ReadAsync(row, cancellationToken))
        {
            row.Finish();
            if (++rows > limits.MaxRows)
            {
                return (rows, badRows, new BadRow(row.Line, $"the file holds more than {limits.MaxRows} rows"));
            }

            if (row.Fault is null && !ids.Add(row.Id!))
            {
                row.Fail("id stands in an earlier row");
            }

            if (row.Fault is { } fault)
            {
                badRows++;
                onBadRow(new BadRow(row.Line, fault));
            }
            else if (badRows == 0)
            {
                builder.Add(row);
            }

            if (builder.Size > limits.MaxSnapshotBytes)
            {
                return (rows, badRows, new BadRow(row.Line, $"the inventory takes more than {limits.MaxSnapshotBytes} bytes"));
            }

            if (rows % RowsPerReport == 0)
            {
                report(rows, badRows);
            }
        }

        report(rows, badRows);
        return (rows, badRows, source.Fatal);
    }

    private async ValueTask<AssetImportOutcome> StoreAsync(SnapshotBuilder builder, IReadOnlyList<string> ignored, CancellationToken cancellationToken)
    {
        var bytes = builder.Build();
        var stored = new AssetSnapshotStore(blobs);
        await stored.WriteAsync(bytes, cancellationToken);
        var pointer = AssetSnapshotPointer.To(bytes, builder.Count, time.GetUtcNow());
        if (!await stored.PointToAsync(pointer, cancellationToken))
        {
            return new AssetImportOutcome.Busy();
        }

        // A snapshot of old that became current again may have expired between the write, which found it, and the pointer.
        await stored.WriteAsync(bytes, cancellationToken);
        return new AssetImportOutcome.Imported(pointer.Version, builder.Count, bytes.Length, ignored);
    }
}
