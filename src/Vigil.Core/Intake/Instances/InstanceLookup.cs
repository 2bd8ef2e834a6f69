namespace Vigil.Core.Intake;

/// <summary>The instance of this name; null when there is none.</summary>
public delegate SenderInstance? InstanceLookup(string name);
