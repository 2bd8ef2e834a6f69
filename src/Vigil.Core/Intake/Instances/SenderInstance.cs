namespace Vigil.Core.Intake;

/// <summary>A use of a profile: what a webhook's URL names.</summary>
/// <param name="Profile">Name of the profile.</param>
/// <param name="IsConfigured">False for a profile that is an instance of its own name for as long as it has a secret.</param>
public sealed record SenderInstance(
    string Name, string Profile, string Tenant, IReadOnlyDictionary<string, string> Labels, InstanceLimits Limits, bool IsConfigured)
{
    public const string DefaultTenant = "default";

    public const int MaxNameLength = 40;

    /// <summary>The name that <see cref="Ports.ISecretSource"/> knows its secrets by.</summary>
    public string SecretName { get; } = $"webhook-{Name}";

    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
