namespace Vigil.Cli.Cost;

/// <summary>One line of the estimate.</summary>
/// <param name="Group">Functions, storage, Service Bus, monitoring or scanning.</param>
/// <param name="Formula">The sum with its numbers.</param>
/// <param name="Amount">A month, in the currency of the prices.</param>
internal sealed record CostLine(string Group, string Name, string Formula, decimal Amount);
