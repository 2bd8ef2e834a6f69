using System.Net;

namespace Vigil.Core.Intake;

/// <summary>One request of a sender, as the head received it. Nothing in it is to be trusted.</summary>
/// <param name="Instance">What the URL names, decoded.</param>
/// <param name="Source">Address of the peer; null when the head does not know it.</param>
/// <param name="ContentLength">As announced; null for chunked bodies.</param>
/// <param name="Body">The raw bytes, not decompressed; ends early with an <see cref="IOException"/> when the sender hangs up.</param>
public sealed record Delivery(
    string Method, string Instance, IDeliveryHeaders Headers, IPAddress? Source, long? ContentLength, Stream Body)
{
    /// <summary>The query's parameters, decoded.</summary>
    public IDeliveryHeaders Query { get; init; } = NoFields.Instance;

    /// <summary>What follows the instance in the path, decoded; null when nothing does.</summary>
    public string? PathSecret { get; init; }

    private sealed class NoFields : IDeliveryHeaders
    {
        public static readonly NoFields Instance = new();

        public int Read(string name, out string? value)
        {
            value = null;
            return 0;
        }
    }
}
