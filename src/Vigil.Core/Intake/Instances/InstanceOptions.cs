namespace Vigil.Core.Intake;

/// <summary>One configured use of a profile. Its secrets are named <c>webhook-{Name}</c>.</summary>
public sealed class InstanceOptions
{
    /// <summary><c>[a-z0-9-]{1,40}</c>; the last part of the webhook's URL.</summary>
    public string Name { get; set; } = "";

    /// <summary>Name of the profile. Default: the instance's own name.</summary>
    public string? Profile { get; set; }

    /// <summary>Whose findings these are; part of their ids. Default <c>default</c>.</summary>
    public string Tenant { get; set; } = SenderInstance.DefaultTenant;

    /// <summary>Free labels that go with the instance.</summary>
    public IDictionary<string, string> Labels { get; set; } = new Dictionary<string, string>();

    /// <summary>Limits where they differ from <see cref="IntakeOptions"/>.</summary>
    public InstanceLimits Limits { get; set; } = new();

    /// <summary>What it believes besides its secrets.</summary>
    public InstanceTrust Trust { get; set; } = new();
}
