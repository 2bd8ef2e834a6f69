namespace Vigil.Core.Intake.Storing;

/// <summary>The alert of a delivery, new or not.</summary>
internal readonly record struct StoredAlert(string AlertId, bool IsDuplicate);
