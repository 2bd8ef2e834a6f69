using Vigil.Core.Normalization.Conditions;

namespace Vigil.Core.Normalization.Records;

/// <summary>Records that are no detections.</summary>
internal sealed record IgnoreRule(string Label, Condition When);
