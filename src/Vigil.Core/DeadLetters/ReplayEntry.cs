namespace Vigil.Core.DeadLetters;

/// <summary>A replay of a dead letter.</summary>
/// <param name="By">Who asked for it.</param>
/// <param name="TimesSetAside">How often the work had failed by then: a higher number in the letter says that this replay failed too.</param>
public sealed record ReplayEntry(DateTimeOffset At, string By, int TimesSetAside);
