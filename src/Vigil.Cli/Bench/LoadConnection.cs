using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Vigil.Cli.Bench;

/// <summary>One keep-alive HTTP/1.1 connection that sends a request, waits for its answer and sends the next.</summary>
internal sealed class LoadConnection(int port) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[16 * 1024];

    public Task ConnectAsync(CancellationToken cancellationToken) =>
        _socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken).AsTask();

    /// <summary>The status of the answer, which is read to its end.</summary>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        while (!request.IsEmpty)
        {
            request = request[await _socket.SendAsync(request, SocketFlags.None, cancellationToken)..];
        }

        var read = 0;
        while (true)
        {
            var count = await _socket.ReceiveAsync(_answer.AsMemory(read), SocketFlags.None, cancellationToken);
            if (count == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            read += count;
            if (TryParse(_answer.AsSpan(0, read), out var status))
            {
                return status;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool TryParse(ReadOnlySpan<byte> answer, out int status)
    {
        status = 0;
        var headEnd = answer.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
        {
            return false;
        }

        var head = answer[..headEnd];
        var bodyLength = answer.Length - headEnd - 4;
        var lengthAt = head.IndexOf("Content-Length: "u8);
        var complete = lengthAt >= 0
            ? Utf8Parser.TryParse(head[(lengthAt + 16)..], out int length, out _) && bodyLength >= length
            : answer.EndsWith("0\r\n\r\n"u8);
        return complete && Utf8Parser.TryParse(head["HTTP/1.1 ".Length..], out status, out _);
    }
}
