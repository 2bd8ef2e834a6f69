namespace Vigil.Core.DeadLetters;

/// <summary>What a replay came to, or would.</summary>
/// <param name="Letter">As it is now.</param>
/// <param name="Sent">The work is in its queue again.</param>
public sealed record ReplayResult(DeadLetter Letter, ReplayPlan Plan, bool Sent);
