using System.Text.Json;

namespace Vigil.Core.Intake.Verification.Graph;

/// <summary>One notification of a batch.</summary>
/// <param name="State">The <c>clientState</c>; null when there is none.</param>
/// <param name="Content">The encrypted resource; null for basic and lifecycle notifications.</param>
internal readonly record struct GraphNotification(JsonElement Element, string? State, string? Tenant, JsonElement? Content, bool IsLifecycle);
