namespace Vigil.Core.Scanning;

/// <summary>Why a file, or a part of it, was not looked at.</summary>
public enum NotScannedReason
{
    /// <summary>It, or an entry of it, cannot be read without a password.</summary>
    Encrypted,

    /// <summary>It is larger than the engine takes.</summary>
    TooLarge,

    /// <summary>An archive in it exceeds a limit: depth, entries, size or ratio.</summary>
    Limits,

    /// <summary>The engine did not come to an end in time.</summary>
    Timeout,

    /// <summary>Its format, or its compression, is one that the engine cannot open.</summary>
    Unsupported,

    /// <summary>The engine is away, full or talks nonsense. Worth another try.</summary>
    EngineUnavailable,

    /// <summary>It is damaged or truncated.</summary>
    Corrupt,
}
