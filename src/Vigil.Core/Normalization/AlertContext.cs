namespace Vigil.Core.Normalization;

/// <summary>What the mapping may use besides the body.</summary>
/// <param name="Headers">The kept request headers; look-up ignores case.</param>
public sealed record AlertContext(
    string AlertId, string Instance, string Tenant, DateTimeOffset ReceivedAt, IReadOnlyDictionary<string, string> Headers);
