using System.Text;

namespace Vigil.Core.Normalization.Json;

/// <summary>A member's name, ready to be looked up.</summary>
internal sealed class PropertyName(string name)
{
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

    public uint Hash { get; } = JsonName.Hash(Encoding.UTF8.GetBytes(name));

    public override string ToString() => name;
}
