namespace Vigil.Core.Enrichment.Assets.Import;

/// <summary>
/// Finds the objects of an array, or of a sequence, in a stream without holding more than one. Looks at brackets and strings only; whether an
/// object is sound JSON is for its reader, so that one bad object does not hide the faults of those after it.
/// </summary>
internal sealed class JsonObjectSplitter(Stream content)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _position;
    private int _end;
    private long _line = 1;
    private bool _inArray;
    private bool _arrayEnded;
    private bool _begun;

    /// <summary>Line of the last object returned, or of the fault.</summary>
    public long Line { get; private set; }

    /// <summary>Why there are no more objects, other than the end of the file.</summary>
    public string? Fault { get; private set; }

    /// <summary>The next object, valid until the next call; empty at the end or on a <see cref="Fault"/>.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancellationToken)
    {
        if (!_begun)
        {
            await SkipByteOrderMarkAsync(cancellationToken);
        }

        if (!await FindStartAsync(cancellationToken))
        {
            return default;
        }

        Line = _line;
        _start = _position;
        var (depth, inString, escaped) = (0, false, false);
        do
        {
            if (_position - _start == AssetImportLimits.MaxRowBytes || (_position == _end && !await FillAsync(cancellationToken)))
            {
                Fault = _position == _end ? "the file ends inside an object" : $"an object is longer than {AssetImportLimits.MaxRowBytes} bytes";
                return default;
            }

            var b = _buffer[_position++];
            _line += b == '\n' ? 1 : 0;
            if (inString)
            {
                inString = escaped || b != '"';
                escaped = !escaped && b == '\\';
            }
            else
            {
                inString = b == '"';
                depth += b is (byte)'{' or (byte)'[' ? 1 : b is (byte)'}' or (byte)']' ? -1 : 0;
            }
        }
        while (depth > 0);

        return _buffer.AsMemory(_start, _position - _start);
    }

    private async ValueTask SkipByteOrderMarkAsync(CancellationToken cancellationToken)
    {
        _begun = true;
        while (_end < 3 && await FillAsync(cancellationToken))
        {
        }

        _position = _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8) ? 3 : 0;
        _start = _position;
    }

    /// <summary>Moves to the next brace that opens an object.</summary>
    private async ValueTask<bool> FindStartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _start = _position;
            if (_position == _end && !await FillAsync(cancellationToken))
            {
                Line = _line;
                Fault = _inArray ? "the file ends inside the array" : null;
                return false;
            }

            var b = _buffer[_position];
            if (b == '{' && !_arrayEnded)
            {
                return true;
            }

            if (!Skip(b))
            {
                Line = _line;
                Fault = "something other than an object";
                return false;
            }

            _position++;
        }
    }

    private bool Skip(byte b)
    {
        switch (b)
        {
            case (byte)'\n':
                _line++;
                return true;
            case (byte)' ' or (byte)'\r' or (byte)'\t':
                return true;
            case (byte)',':
                return _inArray;
            case (byte)'[' when !_inArray && !_arrayEnded:
                return _inArray = true;
            case (byte)']' when _inArray:
                (_inArray, _arrayEnded) = (false, true);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads on, keeping what belongs to the object in hand.</summary>
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_position, _end, _start) = (_position - _start, _end - _start, 0);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await content.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }
}
