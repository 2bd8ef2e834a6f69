using System.Text.Json.Serialization;

namespace Vigil.Core.Operations;

/// <summary>One act of a person on the installation.</summary>
public sealed record OperationsEntry(DateTimeOffset At, string Actor, string Action, string Subject, string Detail);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OperationsEntry))]
internal sealed partial class OperationsJson : JsonSerializerContext;
