using System.Text.Json;

namespace Vigil.Core.Normalization.Json;

/// <summary>One value of a <see cref="JsonTree"/>: where its bytes are and where it stands among the others.</summary>
internal struct JsonNode
{
    /// <summary>First byte; of a string the one after the quote.</summary>
    public int Start;

    /// <summary>Bytes; of a string without the quotes.</summary>
    public int Length;

    public int NameStart;

    /// <summary>-1 when it is no member of an object.</summary>
    public int NameLength;

    /// <summary><see cref="JsonName.Hash"/> of the name.</summary>
    public uint NameHash;

    /// <summary>-1 at the root.</summary>
    public int Parent;

    /// <summary>Index after the last node within this one; the next sibling, if there is one, stands there.</summary>
    public int End;

    public JsonTokenType Kind;

    public JsonMarks Marks;

    public readonly bool Has(JsonMarks mark) => (Marks & mark) != 0;

    public readonly bool IsContainer => Kind is JsonTokenType.StartObject or JsonTokenType.StartArray;
}
