namespace Vigil.Core.Senders.Live;

/// <summary>What profiles and instances in the reference data may do.</summary>
public sealed class ProfileOptions
{
    public const string Section = "Profiles";

    /// <summary>Whether they may decide who is believed: change verification or handshakes of a shipped profile, or add a profile. Default false.</summary>
    public bool AllowVerification { get; set; }
}
