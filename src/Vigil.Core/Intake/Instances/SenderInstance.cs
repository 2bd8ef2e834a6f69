using System.Collections.Frozen;

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

    /// <summary>What it believes besides its secrets.</summary>
    public InstanceTrust Trust { get; init; } = new();

    /// <summary>Where its deliveries may come from.</summary>
    public SourceAddresses Sources { get; init; } = SourceAddresses.Any;

    /// <summary>The instance that a profile is under its own name, or any other that nobody configured.</summary>
    public static SenderInstance Unconfigured(string name, string profile) => new(
        name, profile, DefaultTenant, FrozenDictionary<string, string>.Empty, new InstanceLimits(), IsConfigured: false);

    /// <summary>The instance that these options mean; they have been checked.</summary>
    public static SenderInstance Of(InstanceOptions options) => new(
        options.Name, options.Profile ?? options.Name, options.Tenant, options.Labels.ToFrozenDictionary(), options.Limits, IsConfigured: true)
    {
        Trust = options.Trust,
        Sources = SourceAddresses.TryRead(options.Trust.Sources) ?? throw new InvalidOperationException($"'{options.Name}' has sources that are no addresses."),
    };

    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
