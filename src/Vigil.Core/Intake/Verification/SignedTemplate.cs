using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Vigil.Core.Intake.Verification;

/// <summary>What is signed, as in <c>{id}.{timestamp}.{body}</c>: compiled once, fed piece by piece, so that the body is never copied.</summary>
internal sealed class SignedTemplate
{
    /// <summary>Longest id or timestamp that is looked at.</summary>
    public const int MaxTextLength = 256;

    private readonly List<Piece> _pieces = [];
    private SearchValues<char> _idCharacters = VisibleExcept('\0');

    private SignedTemplate()
    {
    }

    private enum Kind
    {
        Literal,
        Id,
        Timestamp,
        Body,
    }

    public bool IsBodyAlone => _pieces is [{ Kind: Kind.Body }];

    public bool HasId => _pieces.Exists(p => p.Kind == Kind.Id);

    public bool HasTimestamp => _pieces.Exists(p => p.Kind == Kind.Timestamp);

    /// <summary>Compiles the text; null and a problem when it is wrong.</summary>
    public static SignedTemplate? Parse(string text, out string? problem)
    {
        var template = new SignedTemplate();
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            rest = template.Add(rest);
        }

        problem = template.Problem();
        return problem is null ? template : null;
    }

    /// <summary>True when the id cannot be mistaken for what follows it in the signed text.</summary>
    public bool IsSoundId(string id) => id.Length is > 0 and <= MaxTextLength && !id.AsSpan().ContainsAnyExcept(_idCharacters);

    public void AppendTo(IncrementalHash hash, in SignedHeaders headers, ReadOnlySpan<byte> body)
    {
        Span<byte> ascii = stackalloc byte[MaxTextLength];
        foreach (var piece in _pieces)
        {
            hash.AppendData(piece.Kind switch
            {
                Kind.Body => body,
                Kind.Id => ascii[..Encoding.ASCII.GetBytes(headers.Id, ascii)],
                Kind.Timestamp => ascii[..Encoding.ASCII.GetBytes(headers.Timestamp, ascii)],
                _ => piece.Literal,
            });
        }
    }

    /// <summary>Room that <see cref="CopyTo"/> needs at most.</summary>
    public int MaxLength(int bodyLength) => bodyLength + _pieces.Sum(p => p.Kind == Kind.Body ? 0 : Math.Max(p.Literal.Length, MaxTextLength));

    /// <summary>Writes the same into one buffer, for signatures that cannot be fed piece by piece; answers its length.</summary>
    public int CopyTo(Span<byte> buffer, in SignedHeaders headers, ReadOnlySpan<byte> body)
    {
        var length = 0;
        foreach (var piece in _pieces)
        {
            var rest = buffer[length..];
            if (piece.Kind is Kind.Id or Kind.Timestamp)
            {
                length += Encoding.ASCII.GetBytes(piece.Kind == Kind.Id ? headers.Id : headers.Timestamp, rest);
                continue;
            }

            var bytes = piece.Kind == Kind.Body ? body : piece.Literal;
            bytes.CopyTo(rest);
            length += bytes.Length;
        }

        return length;
    }

    private static SearchValues<char> VisibleExcept(char separator) =>
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c).Where(c => c != separator)]);

    private ReadOnlySpan<char> Add(ReadOnlySpan<char> rest)
    {
        foreach (var (name, kind) in (ReadOnlySpan<(string, Kind)>)[("{id}", Kind.Id), ("{timestamp}", Kind.Timestamp), ("{body}", Kind.Body)])
        {
            if (rest.StartsWith(name, StringComparison.Ordinal))
            {
                _pieces.Add(new Piece(kind, []));
                return rest[name.Length..];
            }
        }

        var end = rest[1..].IndexOf('{') + 1;
        var literal = end > 0 ? rest[..end] : rest;
        if (_pieces is [.., { Kind: Kind.Id }])
        {
            _idCharacters = VisibleExcept(literal[0]);
        }

        _pieces.Add(new Piece(Kind.Literal, Encoding.UTF8.GetBytes(literal.ToString())));
        return rest[literal.Length..];
    }

    private string? Problem()
    {
        if (_pieces.Exists(p => p.Kind == Kind.Literal && p.Literal.AsSpan().ContainsAny((byte)'{', (byte)'}')))
        {
            return "'template' knows {id}, {timestamp} and {body} only";
        }

        return _pieces.Count(p => p.Kind == Kind.Body) == 1 && _pieces.Count(p => p.Kind == Kind.Id) <= 1 && _pieces.Count(p => p.Kind == Kind.Timestamp) <= 1
            ? null
            : "'template' must hold {body} once, {id} and {timestamp} at most once";
    }

    private readonly record struct Piece(Kind Kind, byte[] Literal);
}
