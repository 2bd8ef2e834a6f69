using System.Text;

namespace Vigil.Core.Scanning.Hashes;

/// <summary>Lines of a text, of which none is held longer than it may be: of a longer one there is one character more than that, and no rest.</summary>
internal sealed class BoundedLines(TextReader text, int max)
{
    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _line = new();
    private int _at;
    private int _count;
    private bool _isAfterReturn;

    /// <summary>The next line, without what ends it; null after the last.</summary>
    public async ValueTask<string?> NextAsync(CancellationToken cancellationToken)
    {
        _line.Clear();
        var isAny = false;
        while (await FillAsync(cancellationToken))
        {
            isAny = true;
            var part = _buffer.AsSpan(_at, _count - _at);
            var end = part.IndexOfAny('\r', '\n');
            var kept = end < 0 ? part.Length : end;
            _line.Append(part[..Math.Min(kept, max + 1 - _line.Length)]);
            _at += end < 0 ? kept : kept + 1;
            if (end >= 0)
            {
                _isAfterReturn = part[end] == '\r';
                return _line.ToString();
            }
        }

        return isAny ? _line.ToString() : null;
    }

    /// <summary>False at the end. The second half of a line end is no line of its own.</summary>
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_at == _count)
            {
                (_at, _count) = (0, await text.ReadAsync(_buffer, cancellationToken));
                if (_count == 0)
                {
                    return false;
                }
            }

            if (!_isAfterReturn)
            {
                return true;
            }

            _isAfterReturn = false;
            _at += _buffer[_at] == '\n' ? 1 : 0;
        }
    }
}
