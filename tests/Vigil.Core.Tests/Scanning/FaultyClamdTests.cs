using System.Net;
using System.Net.Sockets;
using System.Text;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Clamd;
using Xunit;

namespace Vigil.Core.Tests.Scanning;

/// <summary>Against peers that clamd would never be: whatever they say, nothing becomes clean.</summary>
public sealed class FaultyClamdTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Talks =>
    [
        "1: stream: OK\0",
        "1: ClamAV 1.0\0" + "2: stream: OK\0",
        "1: ClamAV 1.0\0" + "2: stream: Eicar FOUND\0" + "3: stream: OK\0",
        "HTTP/1.1 400 Bad Request\r\n\r\n\0",
        "1: ClamAV 1.0\0" + "2: stream: Eicar FOUND\0" + "4: stream: OK\0",
        "\0\0\0\0",
        "1: ClamAV 1.0\0" + new string('x', 10_000) + "\0",
        "",
    ];

    [Theory]
    [MemberData(nameof(Talks))]
    public async Task Who_says_its_lines_whatever_it_is_sent_is_not_believed(string talk)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var peer = PeerAsync(listener, talk);
        using var scanner = ClamdScannerTests.Scanner(new ClamdOptions
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            Timeout = TimeSpan.FromSeconds(5),
        });
        var answer = await scanner.ScanAsync(Subjects.Of(new byte[1_000]), Cancellation);
        Assert.Equal(ScanVerdict.NotScanned, answer.Verdict);
        Assert.False((await scanner.StateAsync(Cancellation)).IsAvailable);
        listener.Stop();
        await peer;
    }

    [Fact]
    public async Task Where_nobody_listens_the_engine_is_unavailable()
    {
        using var scanner = ClamdScannerTests.Scanner(new ClamdOptions { Host = "127.0.0.1", Port = 1 });
        Assert.False((await scanner.StateAsync(Cancellation)).IsAvailable);
        Assert.Equal(NotScannedReason.EngineUnavailable, (await scanner.ScanAsync(Subjects.Of([1]), Cancellation)).Reason);
    }

    [Fact]
    public async Task One_that_calls_the_test_file_clean_is_unavailable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var peer = AnsweringPeerAsync(listener);
        using var scanner = ClamdScannerTests.Scanner(
            new ClamdOptions { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port });
        Assert.Equal(NotScannedReason.EngineUnavailable, (await scanner.ScanAsync(Subjects.Of([1]), Cancellation)).Reason);
        listener.Stop();
        await peer;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_takes_the_connection_and_says_nothing_or_a_letter_at_a_time_is_away(bool drips)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var peer = SlowPeerAsync(listener, drips);
        using var scanner = ClamdScannerTests.Scanner(new ClamdOptions
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            CommandTimeout = TimeSpan.FromMilliseconds(200),
        });
        Assert.Equal(NotScannedReason.EngineUnavailable, (await scanner.ScanAsync(Subjects.Of([1]), Cancellation)).Reason);
        Assert.False((await scanner.StateAsync(Cancellation)).IsAvailable);
        listener.Stop();
        await peer;
    }

    private static async Task SlowPeerAsync(TcpListener listener, bool drips)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(Cancellation);
                var stream = client.GetStream();
                while (drips && await beat.WaitForNextTickAsync(Cancellation))
                {
                    await stream.WriteAsync("1"u8.ToArray(), Cancellation);
                }

                await stream.CopyToAsync(Stream.Null, Cancellation);
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private static async Task PeerAsync(TcpListener listener, string talk)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(Cancellation);
                var stream = client.GetStream();
                await stream.WriteAsync(Encoding.Latin1.GetBytes(talk), Cancellation);
                client.Client.Shutdown(SocketShutdown.Send);
                await stream.CopyToAsync(Stream.Null, Cancellation);
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    /// <summary>Keeps to the protocol and finds nothing.</summary>
    private static async Task AnsweringPeerAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancellation);
        var stream = client.GetStream();
        await ReadUntilAsync(stream, "zVERSION\0"u8.ToArray());
        await stream.WriteAsync("1: ClamAV 1.0\0"u8.ToArray(), Cancellation);
        await ReadUntilAsync(stream, new byte[4]);
        await stream.WriteAsync("2: stream: OK\0"u8.ToArray(), Cancellation);
        await stream.CopyToAsync(Stream.Null, Cancellation);
    }

    private static async Task ReadUntilAsync(NetworkStream stream, byte[] end)
    {
        var seen = new List<byte>();
        var one = new byte[1];
        while (!seen.TakeLast(end.Length).SequenceEqual(end) && await stream.ReadAsync(one, Cancellation) > 0)
        {
            seen.Add(one[0]);
        }
    }
}
