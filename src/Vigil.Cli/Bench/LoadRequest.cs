using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vigil.Cli.Bench;

/// <summary>
/// One connection's request, kept as bytes: each send stamps a number that no other has into the body and signs it as GitHub does,
/// so that client and server do the same work per delivery and nothing else.
/// </summary>
internal sealed class LoadRequest
{
    private const int NumberDigits = 16;
    private const int SignatureDigits = 64;
    private static readonly byte[] s_opening = "{\"number\":\""u8.ToArray();

    private readonly byte[] _bytes;
    private readonly byte[] _secret;
    private readonly int _signatureAt;
    private readonly int _bodyAt;

    public LoadRequest(string path, int port, string secret, int bodySize)
    {
        _secret = Encoding.UTF8.GetBytes(secret);
        var head = string.Create(CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: {bodySize}\r\nX-GitHub-Event: push\r\nX-Hub-Signature-256: sha256=");
        _signatureAt = head.Length;
        _bodyAt = _signatureAt + SignatureDigits + 4;
        _bytes = new byte[_bodyAt + bodySize];
        Encoding.ASCII.GetBytes(head, _bytes);
        "\r\n\r\n"u8.CopyTo(_bytes.AsSpan(_signatureAt + SignatureDigits));
        var body = _bytes.AsSpan(_bodyAt);
        s_opening.CopyTo(body);
        var rest = body[(s_opening.Length + NumberDigits)..];
        rest.Fill((byte)'x');
        "\",\"filler\":\""u8.CopyTo(rest);
        "\"}"u8.CopyTo(rest[^2..]);
    }

    /// <summary>The smallest body that holds the number and the filler.</summary>
    public const int MinBodySize = 64;

    /// <summary>The request's bytes for this number, valid until the next call.</summary>
    public ReadOnlyMemory<byte> Next(long number)
    {
        var body = _bytes.AsSpan(_bodyAt);
        Utf8Formatter.TryFormat(number, body[s_opening.Length..], out _, new System.Buffers.StandardFormat('D', NumberDigits));
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, body, mac);
        Convert.TryToHexStringLower(mac, _bytes.AsSpan(_signatureAt, SignatureDigits), out _);
        return _bytes;
    }
}
