namespace Vigil.Core.Senders;

/// <summary>An alert that a profile brings along to show, and to test, what becomes of it.</summary>
/// <param name="Headers">Those that the mapping reads.</param>
/// <param name="Body">As the product sends it.</param>
/// <param name="Expect">What must become of it.</param>
/// <param name="Line">Where it stands in the profile.</param>
public sealed record ProfileExample(string Name, IReadOnlyDictionary<string, string> Headers, string Body, ExpectedOutcome Expect, int Line);
