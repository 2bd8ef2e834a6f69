using System.Collections.Frozen;
using System.Globalization;

namespace Vigil.Core.Normalization.Targets;

/// <summary>One enumeration.</summary>
internal sealed class OcsfEnum(string name, string sibling, IReadOnlyDictionary<int, string> captions)
{
    private readonly FrozenDictionary<string, int> _values = captions.ToFrozenDictionary(c => c.Value, c => c.Key, StringComparer.OrdinalIgnoreCase);

    public string Name => name;

    public string Sibling => sibling;

    public IEnumerable<string> Captions => captions.Values;

    public string? Caption(int value) => captions.GetValueOrDefault(value);

    /// <summary>By number or by caption, ignoring case.</summary>
    public int? Find(string text)
    {
        if (_values.TryGetValue(text, out var value))
        {
            return value;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && captions.ContainsKey(number) ? number : null;
    }
}
