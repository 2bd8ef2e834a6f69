using System.Text.Json;

namespace Vigil.Core.Normalization.Json;

/// <summary>One value in one document.</summary>
internal readonly record struct JsonRef(JsonTree Tree, int Index)
{
    public ref JsonNode Node => ref Tree[Index];

    public JsonTokenType Kind => Tree[Index].Kind;

    public bool IsObject => Kind == JsonTokenType.StartObject;

    public bool IsArray => Kind == JsonTokenType.StartArray;

    public ReadOnlySpan<byte> Raw => Tree.Raw(Index);

    /// <summary>A string's content, a number as it was written, <c>true</c> or <c>false</c>; bounded.</summary>
    public string Text(int maxChars, ref bool truncated) => JsonTexts.Decode(Raw, Node.Has(JsonMarks.Escaped), maxChars, ref truncated);

    public void MarkRead() => Tree.MarkRead(Index);
}
