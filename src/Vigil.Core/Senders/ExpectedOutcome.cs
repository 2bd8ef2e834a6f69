namespace Vigil.Core.Senders;

/// <summary>What a <see cref="ProfileExample"/> must come to.</summary>
/// <param name="Findings">For each finding the values that it must have, by path; <c>id</c>, <c>updated</c>, <c>start</c> and <c>assets</c> stand beside the OCSF attributes.</param>
/// <param name="Ignored">Label that the delivery or its records are counted under.</param>
/// <param name="Failed">Reasons of the records that cannot be mapped.</param>
public sealed record ExpectedOutcome(
    IReadOnlyList<IReadOnlyDictionary<string, string>> Findings, string? Ignored, IReadOnlyList<string> Failed);
