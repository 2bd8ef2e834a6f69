using Vigil.Core.Normalization.Targets;
using Vigil.Core.Ocsf;

namespace Vigil.Core.Normalization.Validation;

/// <summary>One thing that must hold for every finding.</summary>
/// <param name="Code">Stable: it stands in dead letters.</param>
internal sealed record FindingRule(string Code, Func<DetectionFinding, bool> Holds)
{
    /// <summary>Milliseconds: 1973 to 5138. Anything else was no time in ms.</summary>
    private const long EarliestTime = 100_000_000_000;
    private const long LatestTime = 100_000_000_000_000;

    public static IReadOnlyList<FindingRule> All { get; } =
    [
        new("class", f => f.ClassUid == OcsfClass.DetectionFinding),
        new("activity", f => f.ActivityId is >= OcsfClass.ActivityCreate and <= OcsfClass.ActivityClose),
        new("type", f => f.TypeUid == OcsfClass.TypeUid(f.ClassUid, f.ActivityId)),
        new("severity", f => f.SeverityId is >= 0 and <= OcsfClass.SeverityFatal),
        new("time", f => f.Time is >= EarliestTime and <= LatestTime),
        new("title-missing", f => !string.IsNullOrWhiteSpace(f.FindingInfo.Title)),
        new("title-too-long", f => f.FindingInfo.Title is null || f.FindingInfo.Title.Length <= FindingLimits.Title),
        new("schema-version", f => f.Metadata.Version == OcsfClass.SchemaVersion),
        new("product", f => !string.IsNullOrEmpty(f.Metadata.Product.Name)),
        new("digest", f => f.RawDataHash is not null),
        new("vulnerability", f => AllStay(f.Vulnerabilities)),
        new("evidence", f => AllStay(f.Evidences)),
        new("resource", f => AllStay(f.Resources)),
        new("observables", f => f.Observables is null || f.Observables.Count <= FindingLimits.ListItems),
    ];

    private static bool AllStay<T>(List<T>? items)
        where T : class
    {
        foreach (var item in items ?? [])
        {
            if (!OcsfShape.Of(typeof(T)).Complete(item))
            {
                return false;
            }
        }

        return true;
    }
}
