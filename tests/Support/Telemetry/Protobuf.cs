namespace Vigil.Testing.Telemetry;

/// <summary>As much of the protobuf wire format as a message's nested fields need.</summary>
internal static class Protobuf
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    /// <summary>Contents of the fields of this number that hold bytes, texts or messages.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int number)
    {
        while (!message.IsEmpty)
        {
            var tag = ReadVarint(ref message);
            var length = (int)(tag & 7) switch
            {
                Varint => Skip(ref message),
                Fixed64 => 8,
                Fixed32 => 4,
                Bytes => (int)ReadVarint(ref message),
                var other => throw new InvalidDataException($"Wire type {other}."),
            };
            if ((tag & 7) == Bytes && (int)(tag >> 3) == number)
            {
                yield return message[..length];
            }

            message = message[length..];
        }
    }

    private static int Skip(ref ReadOnlyMemory<byte> message)
    {
        ReadVarint(ref message);
        return 0;
    }

    private static ulong ReadVarint(ref ReadOnlyMemory<byte> message)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message.Span[0];
            message = message[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
