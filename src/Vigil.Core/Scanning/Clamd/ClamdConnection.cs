using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Vigil.Core.Scanning.Clamd;

/// <summary>
/// One session with clamd (<c>IDSESSION</c>): commands end with a zero byte, answers carry the number of their command and end with one too.
/// Throws <see cref="IOException"/> for whatever is not in order; the connection is then of no more use.
/// </summary>
internal sealed class ClamdConnection : IDisposable
{
    private const int ChunkSize = 256 * 1024;
    private const int MaxReply = 4096;

    /// <summary>The command, the length of a chunk, the chunk, and the length 0 that ends the stream: as much as there is of it goes in one piece.</summary>
    private const int LengthAt = 10;
    private const int ChunkAt = LengthAt + sizeof(int);

    private const int TcpLevel = 6;
    private const int TcpQuickAck = 12;

    private readonly Socket _socket;
    private readonly byte[] _buffer = [.. "zINSTREAM\0"u8, .. new byte[sizeof(int) + ChunkSize + sizeof(int)]];
    private readonly byte[] _reply = new byte[MaxReply];
    private int _commands;

    /// <summary>An answer came before the file was sent whole: where clamd takes the next command to begin is unknown.</summary>
    private bool _isSpent;

    private ClamdConnection(Socket socket) => _socket = socket;

    /// <summary>When it was last used, as a timestamp of the pool's clock.</summary>
    public long UsedAt { get; set; }

    /// <summary>Nothing was closed, and nothing said that nobody asked for.</summary>
    public bool IsQuiet => !_isSpent && !_socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    public static async ValueTask<ClamdConnection> OpenAsync(ClamdOptions options, CancellationToken cancellationToken)
    {
        var socket = string.IsNullOrEmpty(options.Socket)
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            var connecting = string.IsNullOrEmpty(options.Socket)
                ? socket.ConnectAsync(options.Host!, options.Port, cancellationToken)
                : socket.ConnectAsync(new UnixDomainSocketEndPoint(options.Socket), cancellationToken);
            await connecting;
            var connection = new ClamdConnection(socket);
            await connection.SendAsync("zIDSESSION\0"u8.ToArray(), cancellationToken);
            return connection;
        }
        catch (Exception exception)
        {
            socket.Dispose();
            throw exception is SocketException ? new IOException(exception.Message, exception) : exception;
        }
    }

    /// <summary>A command without a file, as in <c>VERSION</c>.</summary>
    public async ValueTask<string> AskAsync(string command, CancellationToken cancellationToken)
    {
        await SendAsync(Encoding.ASCII.GetBytes($"z{command}\0"), cancellationToken);
        return await ReadReplyAsync(cancellationToken);
    }

    /// <summary>Sends the stream whole; the answer to it.</summary>
    public async ValueTask<string> ScanAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            var from = 0;
            for (var isLast = false; !isLast; from = LengthAt)
            {
                var count = await ReadAsync(content, cancellationToken);
                if (_socket.Available > 0)
                {
                    // It has made up its mind before it saw everything: a refusal, or not clamd.
                    return await ReadRefusalAsync(cancellationToken);
                }

                BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(LengthAt), count);
                isLast = count < ChunkSize;
                var end = ChunkAt + count;
                if (isLast && count > 0)
                {
                    _buffer.AsSpan(end, sizeof(int)).Clear();
                    end += sizeof(int);
                }

                await SendAsync(_buffer.AsMemory(from..end), cancellationToken);
            }
        }
        catch (SendFailedException)
        {
            // clamd refuses a stream that is too long by answering and closing.
            return await ReadRefusalAsync(cancellationToken);
        }

        return await ReadReplyAsync(cancellationToken);
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>No answer to a part of the file can be good news.</summary>
    private async ValueTask<string> ReadRefusalAsync(CancellationToken cancellationToken)
    {
        _isSpent = true;
        var reply = await ReadReplyAsync(cancellationToken);
        return ClamdReply.Read(reply).Verdict == ScanVerdict.Clean ? throw new IOException("clamd answered before it had the file.") : reply;
    }

    private async ValueTask<int> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAtLeastAsync(_buffer.AsMemory(ChunkAt, ChunkSize), ChunkSize, throwOnEndOfStream: false, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new FileUnreadableException(exception);
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await _socket.SendAsync(bytes, cancellationToken)..];
            }
        }
        catch (SocketException exception)
        {
            throw new SendFailedException(exception);
        }
    }

    private async ValueTask<string> ReadReplyAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        try
        {
            AcknowledgeAtOnce();
            do
            {
                var count = await _socket.ReceiveAsync(_reply.AsMemory(length), cancellationToken);
                length += count > 0 ? count : throw new IOException("clamd closed the connection.");
            }
            while (_reply[length - 1] != 0 && length < MaxReply);
        }
        catch (SocketException exception)
        {
            throw new IOException(exception.Message, exception);
        }

        return WithoutNumber(Encoding.UTF8.GetString(_reply, 0, length - 1));
    }

    /// <summary>
    /// clamd sends the number of an answer and the answer in two pieces, the second only when the first was acknowledged, for which a system takes its
    /// time: 40 ms for every file. Linux forgets the wish, so that it is said each time; elsewhere a Unix socket does as well.
    /// </summary>
    private void AcknowledgeAtOnce()
    {
        if (OperatingSystem.IsLinux() && _socket.AddressFamily != AddressFamily.Unix)
        {
            _socket.SetRawSocketOption(TcpLevel, TcpQuickAck, [1, 0, 0, 0]);
        }
    }

    private string WithoutNumber(string reply)
    {
        var number = $"{++_commands}: ";
        return reply.StartsWith(number, StringComparison.Ordinal) && !reply.Contains('\0', StringComparison.Ordinal)
            ? reply[number.Length..]
            : reply.EndsWith("ERROR", StringComparison.Ordinal) ? reply : throw new IOException("clamd answered something else.");
    }

    private sealed class SendFailedException(SocketException exception) : IOException(exception.Message, exception);
}
