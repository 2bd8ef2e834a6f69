using System.Globalization;
using Vigil.Core.Normalization.Attacks;
using Vigil.Core.Normalization.Conditions;
using Vigil.Core.Normalization.Json;
using Vigil.Core.Normalization.Paths;
using Vigil.Core.Normalization.Targets;
using Vigil.Core.Normalization.Times;
using Vigil.Core.Normalization.Validation;
using Vigil.Core.Normalization.Values;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization.Plans;

/// <summary>One kind of alert and how it becomes a finding.</summary>
internal sealed class FindingPlan
{
    private static readonly Func<string, int?> s_activities = OcsfEnums.Find("detection_finding.activity_id")!.Find;

    private static readonly Func<string, int?> s_severityNames = OcsfEnums.Find("detection_finding.severity_id")!.Find;

    /// <summary>A source's own words are Unknown; "Other" (99) says no more.</summary>
    private static readonly Func<string, int?> s_severities = text =>
        s_severityNames(text) is { } severity and <= OcsfClass.SeverityFatal ? severity : null;

    private static readonly Func<string, double?> s_fraction = Fraction;

    public required string Name { get; init; }

    public required ProductName Product { get; init; }

    /// <summary>Events that it takes; empty for all.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    public Condition? When { get; init; }

    /// <summary>Paths without which the record is no finding.</summary>
    public required IReadOnlyList<PathSource> Required { get; init; }

    public ValueSource? Id { get; init; }

    public ValueSource? Start { get; init; }

    public ValueSource? Group { get; init; }

    public ValueSource? Time { get; init; }

    public IReadOnlyList<TimeFormat>? TimeFormats { get; init; }

    public ValueSource? Updated { get; init; }

    public ValueSource? Activity { get; init; }

    public ValueSource? Severity { get; init; }

    public ValueSource? Confidence { get; init; }

    public ValueSource? Attack { get; init; }

    public required IReadOnlyList<AssetRule> Assets { get; init; }

    public required IReadOnlyList<ObservableRule> Observables { get; init; }

    public required ObjectPlan Finding { get; init; }

    public bool Takes(string? eventName, Scope scope) =>
        (Events.Count == 0 || Events.Contains(eventName, StringComparer.OrdinalIgnoreCase)) && When?.Holds(scope) != false;

    public NormalizedRecord Map(Scope scope, int ordinal, string? eventName)
    {
        foreach (var source in Required)
        {
            if (!source.Feed(scope, new MatchSink(scope.State, null)))
            {
                return new NormalizedRecord.Failed(ordinal, Reason.RecordUnmapped, $"{Name}: {source.Path} is missing");
            }
        }

        object? target = FindingFrame.Begin(Product);
        Finding.Fill(scope, ref target);
        var finding = (DetectionFinding)target!;
        if (string.IsNullOrWhiteSpace(finding.FindingInfo.Title))
        {
            return new NormalizedRecord.Failed(ordinal, Reason.RecordUnmapped, $"{Name}: finding_info.title has no source");
        }

        return Finish(finding, scope, ordinal, eventName);
    }

    private NormalizedRecord Finish(DetectionFinding finding, Scope scope, int ordinal, string? eventName)
    {
        var id = ReadKey(Id, scope);
        var start = ReadKey(Start, scope);
        var activity = Known(Activity, scope, s_activities) ?? OcsfClass.ActivityCreate;
        var confidence = Known(Confidence, scope, s_fraction);
        var updated = ReadTimes(finding, scope);
        FindingFrame.SetActivity(finding, activity is > 0 and <= OcsfClass.ActivityClose ? activity : OcsfClass.ActivityCreate);
        FindingFrame.SetSeverity(finding, Known(Severity, scope, s_severities) ?? 0);
        FindingFrame.SetConfidence(finding, confidence);
        finding.FindingInfo.Uid = FindingFrame.UidPlaceholder;
        finding.IsAlert ??= true;
        finding.Message ??= finding.FindingInfo.Title;
        AddAttacks(finding, scope);
        AddObservables(finding, scope);
        var assets = AssetRule.Collect(Assets, scope);
        var digest = RecordDigest.Of(scope.Current);
        FindingFrame.SetDigest(finding, digest, scope.Current.Raw.Length);
        finding.Unmapped = JsonCopy.Unread(scope.Current, FindingLimits.UnmappedBytes, scope.State);
        FindingFrame.SetMetadata(finding, scope.Alert, id, eventName, scope.State.Truncated || scope.Root.Tree.Exhausted);
        return FindingValidator.ErrorsOf(finding) is { } errors
            ? new NormalizedRecord.Failed(ordinal, Reason.FindingInvalid, $"{Name}: {errors}")
            : new NormalizedRecord.Found(ordinal, id, start, updated, finding.ActivityId, digest, assets, confidence, finding) { Group = ReadKey(Group, scope) };
    }

    /// <summary>Whole, however long: ids that differ at their end only are two.</summary>
    private static string? ReadKey(ValueSource? source, Scope scope) =>
        source?.ReadText(scope, int.MaxValue) is { } text ? BoundedText.Key(text, FindingLimits.Text) : null;

    private DateTimeOffset? ReadTimes(DetectionFinding finding, Scope scope)
    {
        var time = new TimeSink(TimeFormats, scope.State);
        Time?.Feed(scope, time);
        finding.Time = (time.Time ?? scope.Alert.ReceivedAt).ToUnixTimeMilliseconds();
        finding.Metadata.OriginalTime ??= time.Original;
        var updated = new TimeSink(TimeFormats, scope.State);
        Updated?.Feed(scope, updated);
        finding.FindingInfo.ModifiedTime ??= updated.Time?.ToUnixTimeMilliseconds();
        return updated.Time;
    }

    private void AddAttacks(DetectionFinding finding, Scope scope)
    {
        if (Attack is not null)
        {
            var sink = new AttackSink(scope.State);
            Attack.Feed(scope, sink);
            finding.FindingInfo.Attacks ??= AttackObjects.From(sink.References);
        }
    }

    private void AddObservables(DetectionFinding finding, Scope scope)
    {
        var observables = new ObservableList(scope.State);
        foreach (var stated in finding.Observables ?? [])
        {
            observables.Add(stated.Name, stated.TypeId, stated.Value ?? "");
        }

        ObservableWalk.Collect(finding, observables);
        foreach (var rule in Observables)
        {
            rule.Collect(scope, observables);
        }

        finding.Observables = observables.Items;
    }

    private static T? Known<T>(ValueSource? source, Scope scope, Func<string, T?> find)
        where T : struct
    {
        if (source is null)
        {
            return null;
        }

        var sink = new KnownSink<T>(find, scope.State);
        source.Feed(scope, sink);
        return sink.Found;
    }

    /// <summary>0 to 1, or per cent.</summary>
    private static double? Fraction(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 100
            ? (number > 1 ? number / 100 : number)
            : null;
}
