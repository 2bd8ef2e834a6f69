namespace Vigil.Core.Normalization.Attacks;

/// <summary>What one text says about ATT&amp;CK. At least one of both ids is set.</summary>
/// <param name="TacticId">As in <c>TA0002</c>.</param>
/// <param name="TechniqueId">As in <c>T1059</c> or <c>T1059.004</c>.</param>
/// <param name="TechniqueName">Only where the source says it.</param>
internal readonly record struct AttackReference(string? TacticId, string? TacticName, string? TechniqueId, string? TechniqueName);
