namespace Vigil.Core.Senders;

/// <summary>Where an example does not come out as it says.</summary>
/// <param name="Line">Of the example in the profile.</param>
/// <param name="What">As in <c>findings[0].severity</c>.</param>
public sealed record ExampleDifference(string Example, int Line, string What, string Expected, string Actual);
