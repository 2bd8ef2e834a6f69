namespace Vigil.Core.Senders;

/// <summary>The profile of this name; null when there is none.</summary>
public delegate SenderProfile? ProfileLookup(string name);
