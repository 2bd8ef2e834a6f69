using System.Collections.Frozen;

namespace Vigil.Core.Normalization.Plans;

/// <summary>Attributes of a finding that profiles do not set by path.</summary>
internal static class ReservedAttributes
{
    /// <summary>The same, or told by another attribute, in every finding.</summary>
    public static FrozenSet<string> Restated { get; } =
        FrozenSet.ToFrozenSet(["class_uid", "class_name", "category_uid", "category_name", "type_uid", "type_name", "activity_name", "severity"]);

    /// <summary>By path, the key of the profile that sets it instead; null where Vigil itself does.</summary>
    public static FrozenDictionary<string, string?> Keys { get; } = new Dictionary<string, string?>
    {
        ["activity_id"] = "activity",
        ["severity_id"] = "severity",
        ["severity"] = "severity",
        ["time"] = "time",
        ["confidence_score"] = "confidence",
        ["confidence_id"] = "confidence",
        ["confidence"] = "confidence",
        ["observables"] = "observables",
        ["finding_info.attacks"] = "attack",
        ["finding_info.uid"] = "id",
        ["metadata.original_time"] = "time",
        ["metadata.original_event_uid"] = "id",
        ["class_uid"] = null,
        ["class_name"] = null,
        ["category_uid"] = null,
        ["category_name"] = null,
        ["type_uid"] = null,
        ["type_name"] = null,
        ["activity_name"] = null,
        ["metadata.version"] = null,
        ["metadata.profiles"] = null,
        ["metadata.tenant_uid"] = null,
        ["metadata.processed_time"] = null,
        ["metadata.is_truncated"] = null,
        ["raw_data_hash"] = null,
        ["raw_data_size"] = null,
        ["unmapped"] = null,
        ["enrichments"] = null,
    }.ToFrozenDictionary();

    /// <summary>What is left alone when a whole OCSF finding is taken over.</summary>
    public static FrozenSet<string> LeftByCopy { get; } =
        FrozenSet.ToFrozenSet(["activity_id", "severity_id", "time", "confidence_score", "confidence_id", "confidence", "raw_data_hash", "raw_data_size", "unmapped"]);
}
