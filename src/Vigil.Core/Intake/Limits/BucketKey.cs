using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Vigil.Core.Intake.Limits;

/// <summary>Instance and source network: an IPv4 address, or the /64 that one IPv6 subscriber has to himself.</summary>
internal readonly record struct BucketKey(string Instance, bool IsIPv6, ulong Network)
{
    public static BucketKey Of(string instance, IPAddress? source)
    {
        if (source is null)
        {
            return new BucketKey(instance, false, 0);
        }

        Span<byte> bytes = stackalloc byte[16];
        source.TryWriteBytes(bytes, out _);
        return source.AddressFamily == AddressFamily.InterNetwork
            ? new BucketKey(instance, false, BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : source.IsIPv4MappedToIPv6
                ? new BucketKey(instance, false, BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]))
                : new BucketKey(instance, true, BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }
}
