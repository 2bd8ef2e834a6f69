using System.Text;

namespace Vigil.Functions.Tests.Worker;

/// <summary>A protobuf message of the worker, read as far as the tests look into it.</summary>
internal sealed class ProtoMessage
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public ProtoMessage(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var tag = ReadVarint(ref bytes);
            var value = (tag & 7) is Varint or Delimited ? ReadVarint(ref bytes) : 0;
            var length = (int)(tag & 7) switch
            {
                Varint => 0,
                Fixed64 => sizeof(ulong),
                Delimited => (int)value,
                Fixed32 => sizeof(uint),
                var other => throw new InvalidDataException($"Wire type {other}."),
            };
            _fields.Add(((int)(tag >> 3), value, bytes[..length]));
            bytes = bytes[length..];
        }
    }

    public bool Has(int number) => _fields.Exists(f => f.Number == number);

    public int Number(int number) => (int)_fields.Find(f => f.Number == number).Value;

    public string Text(int number) => Encoding.UTF8.GetString(Raw(number).Span);

    public ReadOnlyMemory<byte> Raw(int number) => _fields.Find(f => f.Number == number).Bytes;

    public ProtoMessage Message(int number) => new(Raw(number));

    public IEnumerable<ReadOnlyMemory<byte>> All(int number) => _fields.Where(f => f.Number == number).Select(f => f.Bytes);

    /// <summary>A field of type <c>map&lt;string, string&gt;</c>.</summary>
    public Dictionary<string, string> Map(int number) =>
        All(number).Select(b => new ProtoMessage(b)).ToDictionary(m => m.Text(1), m => m.Text(2));

    private static ulong ReadVarint(ref ReadOnlyMemory<byte> bytes)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes.Span[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
