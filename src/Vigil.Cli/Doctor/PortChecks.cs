using System.Net;
using System.Net.Sockets;

namespace Vigil.Cli.Doctor;

/// <summary>Who listens where on this machine.</summary>
internal static class PortChecks
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Check>> RunAsync(int port, CancellationToken cancellationToken) =>
        [IsFree(port), await AzuriteAsync(cancellationToken)];

    internal static Check IsFree(int port)
    {
        var name = FormattableString.Invariant($"port {port}");
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return Check.Fine(name, "free");
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? Check.Note(name, "in use", "If that is a Vigil or 'func' that runs already, all is well; else start with --port, or stop what listens there.")
                : Check.Wrong(name, exception.Message, "Choose another with --port.");
        }
    }

    private static async Task<Check> AzuriteAsync(CancellationToken cancellationToken)
    {
        var (blobs, queues) = (await AnswersAsync(10000, cancellationToken), await AnswersAsync(10001, cancellationToken));
        return blobs && queues
            ? Check.Fine("azurite", "listens on 10000 (blobs) and 10001 (queues)")
            : Check.Note("azurite", blobs || queues ? "listens on one of 10000 and 10001 only" : "does not listen on 10000 and 10001",
                "npm install -g azurite, then: azurite --skipApiVersionCheck. Needed only for Azure storage on this machine; './vigil up' does without.");
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_timeout);
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
            return true;
        }
        catch (Exception exception) when (exception is SocketException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
