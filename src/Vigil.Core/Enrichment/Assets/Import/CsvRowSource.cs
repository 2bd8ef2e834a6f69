using CsvHelper;

namespace Vigil.Core.Enrichment.Assets.Import;

/// <summary>RFC 4180 with a header line: byte order mark, quoted line breaks and doubled quotes as usual.</summary>
internal sealed class CsvRowSource : AssetRowSource, IDisposable
{
    private readonly CsvReader _reader;
    private AssetField[]? _columns;
    private CsvMalformedReason? _malformed;

    public CsvRowSource(Stream content) => _reader = CsvReader.Create(
        content,
        new CsvReaderOptions
        {
            Separator = ',',
            TrackLineNumbers = true,
            MaxRecordSize = AssetImportLimits.MaxRowBytes,
            OnMalformedRecord = record => _malformed = record.Reason,
            IncludeValuesInExceptions = false,
        },
        leaveOpen: true);

    public void Dispose() => _reader.Dispose();

    public override async ValueTask<bool> ReadAsync(AssetRow row, CancellationToken cancellationToken)
    {
        try
        {
            if (_columns is null && !await ReadHeaderAsync(cancellationToken))
            {
                return false;
            }

            _malformed = null;
            if (!await _reader.ReadAsync(cancellationToken))
            {
                return false;
            }
        }
        catch (CsvFormatException fault)
        {
            Fatal = new BadRow(fault.LineNumber, $"a row is longer than {AssetImportLimits.MaxRowBytes} bytes; is a quote missing?");
            return false;
        }

        row.Start(_reader.LineNumber);
        Fill(row);
        return true;
    }

    private async ValueTask<bool> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        await _reader.ReadHeaderAsync(cancellationToken);
        _columns = [.. _reader.Headers.Select(AssetFields.Find)];
        foreach (var name in _reader.Headers.Where(name => AssetFields.Find(name) == AssetField.Unknown))
        {
            Ignore(name);
        }

        Fatal = _columns.Contains(AssetField.Id) ? null : new BadRow(1, "the header names no column id");
        return Fatal is null;
    }

    private void Fill(AssetRow row)
    {
        if (_malformed is { } reason)
        {
            row.Fail(Describe(reason));
        }
        else if (_reader.FieldCount != _columns!.Length)
        {
            row.Fail($"has {_reader.FieldCount} cells, the header has {_columns.Length}");
        }
        else
        {
            for (var i = 0; i < _columns.Length; i++)
            {
                if (_columns[i] != AssetField.Unknown)
                {
                    row.SetCell(_columns[i], _reader.GetString(i));
                }
            }
        }
    }

    private static string Describe(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "opens a quote that is never closed",
        CsvMalformedReason.TextAfterClosingQuote => "has text after a closing quote",
        _ => "has a quote where none may stand",
    };
}
