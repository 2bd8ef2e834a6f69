namespace Vigil.Core.Senders.Live;

/// <summary>A profile, or the list of instances, as it lies in the reference data.</summary>
public sealed record SenderFile(string Name, string ETag, string Text);
