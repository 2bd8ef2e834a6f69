using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Vigil.Functions.Tests.Worker;

/// <summary>As much of the protobuf wire format as it takes to write the host's side of the worker protocol.</summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ProtoWriter Text(int number, string value) => Bytes(number, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Message(int number, ProtoWriter message) => Bytes(number, message.ToArray());

    public ProtoWriter Bytes(int number, ReadOnlySpan<byte> value)
    {
        Varint(((uint)number << 3) | 2);
        Varint((uint)value.Length);
        _bytes.Write(value);
        return this;
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>The message as gRPC frames it: not compressed, with its length before it.</summary>
    public byte[] ToFrame()
    {
        var frame = new byte[5 + _bytes.WrittenCount];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), _bytes.WrittenCount);
        _bytes.WrittenSpan.CopyTo(frame.AsSpan(5));
        return frame;
    }

    private void Varint(uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Write([(byte)(value | 0x80)]);
        }

        _bytes.Write([(byte)value]);
    }
}
