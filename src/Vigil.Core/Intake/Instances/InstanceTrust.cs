namespace Vigil.Core.Intake;

/// <summary>What an instance believes besides its secrets. Nothing of it is a secret.</summary>
public sealed class InstanceTrust
{
    /// <summary>App id, or app id URI, that tokens must be made for. Default: none, so that no token is taken.</summary>
    public string? Audience { get; set; }

    /// <summary>Id of the Entra tenant whose tokens are taken. Default: none.</summary>
    public string? EntraTenant { get; set; }

    /// <summary>ARNs of the SNS topics that may deliver. Default: none may.</summary>
    public IList<string> Topics { get; set; } = [];

    /// <summary>Addresses and CIDR blocks that may deliver, besides being verified. Default: any.</summary>
    public IList<string> Sources { get; set; } = [];

    /// <summary>Takes a secret out of the URL, which ends in logs of proxies. Default: false.</summary>
    public bool SecretInUrl { get; set; }
}
