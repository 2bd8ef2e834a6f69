namespace Vigil.Core.Scanning;

/// <summary>Digests of a file's bytes, in lower-case hexadecimal.</summary>
public sealed record FileDigests(string Sha256, string Sha1, string Md5);
