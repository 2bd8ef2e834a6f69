using System.Text.Json.Serialization;
using Vigil.Core.Tracing;
using Vigil.Web.DeadLetters;
using Vigil.Web.Health;
using Vigil.Web.Incidents;
using Vigil.Web.Operations;
using Vigil.Web.Problems;
using Vigil.Web.Uploads;

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
[JsonSerializable(typeof(ReplayAnswer))]
[JsonSerializable(typeof(ReferenceDataReceipt))]
[JsonSerializable(typeof(UploadReceipt))]
[JsonSerializable(typeof(UploadView))]
[JsonSerializable(typeof(ReleaseRequest))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(HealthReport))]
public sealed partial class WebJson : JsonSerializerContext;
