using System.Net;
using System.Net.Sockets;

namespace Vigil.SystemTests.Running;

/// <summary>
/// Ports for processes that are restarted on the same one. They lie below those that the system gives to outgoing connections: a client that
/// tries again while nobody listens could otherwise be given the very port, and be connected to itself.
/// </summary>
internal static class Ports
{
    private const int First = 20_000;
    private const int Count = 10_000;

    private static int s_next = new Random().Next(Count);

    public static int Next()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref s_next) % Count);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                continue;
            }
        }
    }
}
