using Vigil.Core.Senders;

namespace Vigil.Cli.Senders;

/// <summary>What the examples of a profile came to.</summary>
internal sealed record ProfileTest(string Profile, int Examples, IReadOnlyList<ExampleDifference> Differences);
