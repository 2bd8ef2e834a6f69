namespace Vigil.Core.Senders.Live;

/// <summary>What profiles and instances in the reference data may do.</summary>
public sealed class ProfileOptions
{
    public const string Section = "Profiles";

    /// <summary>Whether they may decide who is believed: change verification or handshakes of a shipped profile, add a profile, or say whom an instance trusts. Default false.</summary>
    public bool AllowVerification { get; set; }
}
