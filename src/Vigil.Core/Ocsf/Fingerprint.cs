namespace Vigil.Core.Ocsf;

/// <summary>A digest. algorithm_id: 1 MD5, 2 SHA-1, 3 SHA-256, 4 SHA-512, 5 CTPH, 6 TLSH.</summary>
public sealed class Fingerprint
{
    public required int AlgorithmId { get; set; }

    public string? Algorithm { get; set; }

    public required string Value { get; set; }
}
