using System.Text.Unicode;
using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Plans;
using Vigil.Core.Normalization.Records;
using Vigil.Core.Normalization.Values;

namespace Vigil.Core.Normalization;

/// <summary>The mapping of a profile: events, records, then the first plan that takes a record. The body is parsed once.</summary>
internal sealed class ProfileMapping : AlertMapping
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public required int MaxDepth { get; init; }

    public required int MaxRecords { get; init; }

    /// <summary>Every line is a document of its own, unless the whole body is one.</summary>
    public required bool Lines { get; init; }

    public required EmptyTexts Empties { get; init; }

    /// <summary>Names the event: a header for the whole delivery, or a value of each record; null when the sender has only one.</summary>
    public ValueSource? Event { get; init; }

    public required RecordSource Records { get; init; }

    public required IReadOnlyList<JsonPath> Redacted { get; init; }

    public required IReadOnlyList<IgnoreRule> Ignored { get; init; }

    public required IReadOnlyList<FindingPlan> Plans { get; init; }

    public override NormalizedAlert Map(AlertContext context, ReadOnlyMemory<byte> body)
    {
        if (Event is HeaderSource header && EventOfDelivery(header, context) is var name && !Plans.Any(p => TakesEvent(p, name)))
        {
            return new NormalizedAlert(RecordLabel.Of(name), []);
        }

        var json = body.Span.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
        if (!Utf8.IsValid(json.Span))
        {
            return Whole(Reason.JsonMalformed, "not UTF-8");
        }

        var records = new List<NormalizedRecord>();
        var failure = MapDocument(context, json, records);
        if (Lines && IsBroken(failure))
        {
            failure = MapLines(context, json, records) ?? (records.Count == 0 ? failure : null);
        }

        return failure ?? new NormalizedAlert(null, records);
    }

    private static bool IsBroken(NormalizedAlert? failure) =>
        failure?.Records is [NormalizedRecord.Failed { Reason: Reason.JsonMalformed or Reason.JsonTooDeep }];

    private NormalizedAlert? MapLines(AlertContext context, ReadOnlyMemory<byte> json, List<NormalizedRecord> records)
    {
        while (!json.IsEmpty)
        {
            var end = json.Span.IndexOf((byte)'\n');
            var line = end < 0 ? json : json[..end];
            json = end < 0 ? default : json[(end + 1)..];
            if (line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                continue;
            }

            if (MapDocument(context, line, records) is { } failure)
            {
                var failed = (NormalizedRecord.Failed)failure.Records[0];
                if (failed.Reason == Reason.TooManyRecords)
                {
                    return failure;
                }

                records.Add(failed with { Ordinal = records.Count });
            }
        }

        return null;
    }

    /// <summary>Null, or why the document as a whole cannot be mapped.</summary>
    private NormalizedAlert? MapDocument(AlertContext context, ReadOnlyMemory<byte> json, List<NormalizedRecord> into)
    {
        using var tree = new JsonTree(json, MaxDepth, level: 0);
        var parsed = tree.Parse();
        if (parsed != Reason.None)
        {
            return Whole(parsed, parsed == Reason.JsonTooDeep ? $"deeper than {MaxDepth}" : "not JSON");
        }

        var root = new JsonRef(tree, 0);
        var body = new Scope(root, root, null, context, new RecordState(Empties, context.ReceivedAt));
        var records = new List<JsonRef>();
        if (!Records.TryCollect(body, MaxRecords - into.Count, records))
        {
            return Whole(Reason.RecordUnmapped, "no records where the profile expects them");
        }

        if (records.Count + into.Count > MaxRecords)
        {
            return Whole(Reason.TooManyRecords, $"more than {MaxRecords}");
        }

        tree.Allow(records.Count);
        foreach (var record in records)
        {
            into.Add(MapRecord(body with { Current = record, State = new RecordState(Empties, context.ReceivedAt) }, into.Count));
        }

        return null;
    }

    private NormalizedRecord MapRecord(Scope scope, int ordinal)
    {
        if (!scope.Current.IsObject)
        {
            return new NormalizedRecord.Failed(ordinal, Reason.RecordNotObject, $"a JSON {scope.Current.Kind} is no record");
        }

        RedactSink.Redact(Redacted, scope);
        foreach (var rule in Ignored)
        {
            if (rule.When.Holds(scope))
            {
                return new NormalizedRecord.Ignored(ordinal, rule.Label);
            }
        }

        var name = Event?.ReadText(scope, FindingLimits.Text);
        foreach (var plan in Plans)
        {
            if (plan.Takes(name, scope))
            {
                return plan.Map(scope, ordinal, name);
            }
        }

        return Event is not null && !Plans.Any(p => TakesEvent(p, name))
            ? new NormalizedRecord.Ignored(ordinal, RecordLabel.Of(name))
            : new NormalizedRecord.Failed(ordinal, Reason.RecordUnmapped, "no mapping takes this record");
    }

    private static bool TakesEvent(FindingPlan plan, string? name) =>
        plan.Events.Count == 0 || plan.Events.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string? EventOfDelivery(HeaderSource header, AlertContext context) =>
        context.Headers.GetValueOrDefault(header.Name);

    private static NormalizedAlert Whole(Reason reason, string detail) => new(null, [new NormalizedRecord.Failed(0, reason, detail)]);
}
