using System.Buffers;
using System.Text;

namespace Vigil.Core.Normalization.Paths;

/// <summary>Texts that mean "nothing": always the empty one, and those that the profile lists.</summary>
internal sealed class EmptyTexts
{
    /// <summary>Entry that stands for every template variable which was never filled in: a dollar sign and capital letters.</summary>
    public const string UnsetVariable = "$NAME";

    private static readonly SearchValues<byte> s_variable = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8);
    private readonly byte[][] _texts;
    private readonly bool _unsetVariables;

    public EmptyTexts(IReadOnlyList<string> texts)
    {
        _texts = [.. texts.Where(t => t is not (UnsetVariable or "")).Select(Encoding.UTF8.GetBytes)];
        _unsetVariables = texts.Contains(UnsetVariable);
    }

    /// <param name="text">A string's bytes as they stand in the JSON.</param>
    public bool Contains(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return true;
        }

        foreach (var empty in _texts)
        {
            if (text.SequenceEqual(empty))
            {
                return true;
            }
        }

        return _unsetVariables && text.Length > 1 && text[0] == (byte)'$' && !text[1..].ContainsAnyExcept(s_variable);
    }
}
