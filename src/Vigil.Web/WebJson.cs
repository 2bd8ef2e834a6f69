using System.Text.Json.Serialization;
using Vigil.Core.Enrichment;
using Vigil.Web.DeadLetters;
using Vigil.Web.Health;
using Vigil.Web.Incidents;

namespace Vigil.Web;

/// <summary>Source-generated JSON of the API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(IncidentList))]
[JsonSerializable(typeof(IncidentView))]
[JsonSerializable(typeof(FindingList))]
[JsonSerializable(typeof(TriageRequest))]
[JsonSerializable(typeof(AlertTrace))]
[JsonSerializable(typeof(DeadLetterList))]
[JsonSerializable(typeof(HealthReport))]
public sealed partial class WebJson : JsonSerializerContext;
