using System.Text.Json.Serialization;

namespace Vigil.Core.DeadLetters;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DeadLetter))]
[JsonSerializable(typeof(IncidentLetter))]
internal sealed partial class DeadLetterJson : JsonSerializerContext;
