using Vigil.Core.Normalization;
using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Plans;
using Vigil.Core.Normalization.Records;
using Vigil.Core.Senders.Yaml;

namespace Vigil.Core.Senders.Compilation;

/// <summary>What a profile says about the content of deliveries.</summary>
internal static class MappingCompiler
{
    public static ProfileMapping Compile(ProfileParameters keys, ProductName product, DeliveryRules delivery)
    {
        var values = new ValueCompiler(keys.File);
        var findings = keys.Sections("findings").Select(new FindingCompiler(values, product).Compile).ToList();
        if (findings.Count == 0)
        {
            throw new ProfileException(keys.File, keys.Line, "'findings' is missing");
        }

        var eventName = keys.Find("event") is { } node ? values.Compile(node).Source : null;
        if (eventName is null && findings.FirstOrDefault(f => f.Events.Count > 0) is { } unnamed)
        {
            throw keys.Error("findings", $"finding '{unnamed.Name}' names events, but the profile does not say where an event's name is ('event')");
        }

        return new ProfileMapping
        {
            MaxDepth = delivery.MaxJsonDepth,
            MaxRecords = delivery.MaxRecords,
            Lines = delivery.Lines,
            Empties = new EmptyTexts(keys.Strings("empty")),
            Event = eventName,
            Records = Records(keys, values),
            Redacted = values.Paths(keys.Find("redact")),
            Ignored = [.. keys.Sections("ignore").Select(i => Ignore(i, values))],
            Plans = findings,
        };
    }

    public static bool HasLines(ProfileParameters keys) => keys.Choice("format", "json", "ndjson") == "ndjson";

    private static RecordSource Records(ProfileParameters keys, ValueCompiler values)
    {
        RecordSource.Entry[] entries = keys.Find("records") switch
        {
            null => [new([PathParser.Parse(".")], null, [])],
            YamlNode.Sequence list => [.. list.Items.Select(i => RecordEntry(i, values))],
            var single => [RecordEntry(single, values)],
        };
        return new RecordSource(entries, keys.Bool("optionalRecords"));
    }

    private static RecordSource.Entry RecordEntry(YamlNode node, ValueCompiler values)
    {
        if (node is not YamlNode.Mapping mapping)
        {
            return new RecordSource.Entry(values.Paths(node), null, []);
        }

        var keys = new ProfileParameters(values.File, mapping);
        var when = keys.Section("when") is { } condition ? new ConditionCompiler(values).Compile(condition) : null;
        var entry = new RecordSource.Entry(values.Paths(keys.Find("from") ?? throw keys.Error("from", "'from' is missing")), when, values.Paths(keys.Find("inside")));
        keys.RejectUnknown();
        return entry;
    }

    private static IgnoreRule Ignore(ProfileParameters keys, ValueCompiler values)
    {
        var rule = new IgnoreRule(RecordLabel.Of(keys.RequireString("label")), new ConditionCompiler(values).Compile(keys.RequireSection("when")));
        keys.RejectUnknown();
        return rule;
    }
}
