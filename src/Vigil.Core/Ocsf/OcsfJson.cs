using System.Text.Json.Serialization;

namespace Vigil.Core.Ocsf;

/// <summary>Source-generated JSON of OCSF events: snake case, nothing that is null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DetectionFinding))]
[JsonSerializable(typeof(IncidentFinding))]
public sealed partial class OcsfJson : JsonSerializerContext;
