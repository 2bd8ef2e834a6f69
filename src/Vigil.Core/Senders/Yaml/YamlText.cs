using System.Text;

namespace Vigil.Core.Senders.Yaml;

/// <summary>What a piece of a profile says, in one way of writing it: without regard to layout, comments, quotes and the order of keys.</summary>
internal static class YamlText
{
    public static string Of(YamlNode? node)
    {
        var text = new StringBuilder();
        Append(node, text);
        return text.ToString();
    }

    private static void Append(YamlNode? node, StringBuilder text)
    {
        switch (node)
        {
            case YamlNode.Scalar scalar:
                AppendText(scalar.Value, text);
                break;
            case YamlNode.Sequence list:
                text.Append('[');
                foreach (var item in list.Items)
                {
                    Append(item, text);
                }

                text.Append(']');
                break;
            case YamlNode.Mapping mapping:
                text.Append('{');
                foreach (var (key, value) in mapping.Entries.OrderBy(e => e.Key.Value, StringComparer.Ordinal))
                {
                    AppendText(key.Value, text);
                    Append(value, text);
                }

                text.Append('}');
                break;
        }
    }

    /// <summary>With its length before it, so that no text can pass for the rest of another.</summary>
    private static void AppendText(string value, StringBuilder text) => text.Append(value.Length).Append(':').Append(value);
}
