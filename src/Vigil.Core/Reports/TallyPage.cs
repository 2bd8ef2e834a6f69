namespace Vigil.Core.Reports;

/// <summary>Content of <c>reports/counts/{day}/…</c>: what one process counted in a few minutes.</summary>
public sealed record TallyPage(IReadOnlyList<DeliveryCount> Deliveries, IReadOnlyList<StageCount> Stages);

/// <param name="Outcome"><c>accepted</c>, <c>duplicate</c>, <c>handshake</c>, or the name of a <see cref="Reason"/>.</param>
public sealed record DeliveryCount(string Sender, string Outcome, long Count);

/// <param name="Stage"><c>intake</c>, or the queue.</param>
/// <param name="Counts">Durations by powers of two of a millisecond, the first up to 1 ms.</param>
public sealed record StageCount(string Stage, IReadOnlyList<long> Counts);
