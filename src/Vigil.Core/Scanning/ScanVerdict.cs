namespace Vigil.Core.Scanning;

/// <summary>What is known of a file after a scan, from the best to the worst: of several answers the worst counts.</summary>
public enum ScanVerdict
{
    /// <summary>Looked at whole, and nothing found. The only verdict that lets a file go.</summary>
    Clean,

    /// <summary>Not, or not wholly, looked at; <see cref="NotScannedReason"/> says why.</summary>
    NotScanned,

    /// <summary>Nothing known was found, but the file is made as harmful ones are.</summary>
    Suspicious,

    /// <summary>Known malware was found.</summary>
    Malicious,
}
