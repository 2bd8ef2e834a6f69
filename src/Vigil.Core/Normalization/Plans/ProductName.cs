namespace Vigil.Core.Normalization.Plans;

/// <summary>Who sends: <c>metadata.product</c>.</summary>
internal sealed record ProductName(string Name, string Vendor);
