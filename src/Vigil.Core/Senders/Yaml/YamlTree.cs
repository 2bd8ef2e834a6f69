using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Vigil.Core.Senders.Yaml;

/// <summary>Reads one YAML document into <see cref="YamlNode"/>s. Knows neither anchors nor tags: a profile needs none, and they are how YAML is made to explode.</summary>
internal sealed class YamlTree
{
    public const int MaxBytes = 256 * 1024;
    public const int MaxDepth = 32;

    private readonly string _file;
    private readonly Parser _parser;

    private YamlTree(string file, string yaml)
    {
        _file = file;
        _parser = new Parser(new StringReader(yaml));
    }

    public static YamlNode.Mapping Read(string file, string yaml)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(yaml) > MaxBytes)
        {
            throw new ProfileException(file, 1, $"larger than {MaxBytes / 1024} KiB");
        }

        try
        {
            return new YamlTree(file, yaml).ReadDocument();
        }
        catch (YamlException e)
        {
            throw new ProfileException(file, (int)Math.Max(1, e.Start.Line), $"not YAML: {e.InnerException?.Message ?? e.Message}", e);
        }
    }

    private YamlNode.Mapping ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            throw new ProfileException(_file, 1, "empty");
        }

        var root = ReadNode(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            throw Error(second, "more than one document");
        }

        return root as YamlNode.Mapping ?? throw new ProfileException(_file, root.Line, $"expected a mapping, found {root.Kind}");
    }

    private YamlNode ReadNode(int depth)
    {
        var current = _parser.Consume<ParsingEvent>();
        if (current is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
        {
            throw Error(current, "anchors and tags are not allowed");
        }

        if (depth > MaxDepth)
        {
            throw Error(current, $"nested deeper than {MaxDepth}");
        }

        return current switch
        {
            YamlDotNet.Core.Events.Scalar s => new YamlNode.Scalar(Line(s), s.Value, s.Style == ScalarStyle.Plain),
            SequenceStart s => new YamlNode.Sequence(Line(s), ReadItems(depth)),
            MappingStart m => new YamlNode.Mapping(Line(m), ReadEntries(depth)),
            _ => throw Error(current, "aliases are not allowed"),
        };
    }

    private List<YamlNode> ReadItems(int depth)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return items;
    }

    private List<KeyValuePair<YamlNode.Scalar, YamlNode>> ReadEntries(int depth)
    {
        var entries = new List<KeyValuePair<YamlNode.Scalar, YamlNode>>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var node = ReadNode(depth + 1);
            if (node is not YamlNode.Scalar key)
            {
                throw new ProfileException(_file, node.Line, $"expected a key, found {node.Kind}");
            }

            if (!keys.Add(key.Value))
            {
                throw new ProfileException(_file, key.Line, $"'{key.Value}' stands twice");
            }

            entries.Add(new(key, ReadNode(depth + 1)));
        }

        return entries;
    }

    private static int Line(ParsingEvent e) => (int)e.Start.Line;

    private ProfileException Error(ParsingEvent e, string problem) => new(_file, Line(e), problem);
}
