using System.Text.Json.Serialization;
using Vigil.Core.Incidents.Audit;
using Vigil.Core.Incidents.Members;
using Vigil.Core.Incidents.Publication;
using Vigil.Core.Scoring;

namespace Vigil.Core.Incidents.Headers;

/// <summary>Source-generated JSON of what is stored about incidents. Its default encoder writes printable ASCII, as metadata wants it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IncidentHeader))]
[JsonSerializable(typeof(IncidentBrief))]
[JsonSerializable(typeof(MemberRecord))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(IncidentContent))]
[JsonSerializable(typeof(IncidentReceipt))]
[JsonSerializable(typeof(IncidentFacts))]
[JsonSerializable(typeof(AssetFacts))]
internal sealed partial class IncidentJson : JsonSerializerContext;
